"use client";

import { lazy, type ComponentProps } from "react";
import type * as Answer from "./answer-form";
import type * as Approval from "./approval-form";
import type * as Choice from "./choice-form";
import type * as Transaction from "./transaction-form";
import type * as Upload from "./upload-form";

// The forms of the kinds, each loaded where its kind is: a page would carry all of them.
// A script that does not come leaves the form that the server drew, which works without.
const never = () => new Promise<never>(() => undefined);

const LazyAnswer = lazy(() => import("./answer-form").then((m) => ({ default: m.AnswerForm }), never));
const LazyApproval = lazy(() => import("./approval-form").then((m) => ({ default: m.ApprovalForm }), never));
const LazyChoice = lazy(() => import("./choice-form").then((m) => ({ default: m.ChoiceForm }), never));
const payment = () => import("./payment-forms");
const LazyTransaction = lazy(() => payment().then((m) => ({ default: m.TransactionForm }), never));
const LazyReceipt = lazy(() => payment().then((m) => ({ default: m.UploadForm }), never));
const LazyUpload = lazy(() => import("./upload-form").then((m) => ({ default: m.UploadForm }), never));

/** The written answer to a task. */
export const AnswerForm = (props: ComponentProps<typeof Answer.AnswerForm>) => <LazyAnswer {...props} />;

/** Approve, or decline and say why. */
export const ApprovalForm = (props: ComponentProps<typeof Approval.ApprovalForm>) => (
  <LazyApproval {...props} />
);

/** Answers to choose from. */
export const ChoiceForm = (props: ComponentProps<typeof Choice.ChoiceForm>) => <LazyChoice {...props} />;

/** What a payment was. */
export const TransactionForm = (props: ComponentProps<typeof Transaction.TransactionForm>) => (
  <LazyTransaction {...props} />
);

/** Adds files to a task. */
export const UploadForm = (props: ComponentProps<typeof Upload.UploadForm>) => <LazyUpload {...props} />;

/** Adds the receipt of a payment: comes in one file with the form around it. */
export const ReceiptForm = (props: ComponentProps<typeof Upload.UploadForm>) => <LazyReceipt {...props} />;
