"use client";

import { lazy } from "react";

/**
 * The forms of the kinds, each loaded where its kind is: a page would carry all of them. A script that does not come
 * leaves the form that the server drew, which works without.
 */
const never = new Promise<never>(() => undefined);

export const AnswerForm = lazy(() =>
  import("./answer-form").then(
    (form) => ({ default: form.AnswerForm }),
    () => never,
  ),
);
export const ApprovalForm = lazy(() =>
  import("./approval-form").then(
    (form) => ({ default: form.ApprovalForm }),
    () => never,
  ),
);
export const ChoiceForm = lazy(() =>
  import("./choice-form").then(
    (form) => ({ default: form.ChoiceForm }),
    () => never,
  ),
);
export const TransactionForm = lazy(() =>
  import("./transaction-form").then(
    (form) => ({ default: form.TransactionForm }),
    () => never,
  ),
);
export const UploadForm = lazy(() =>
  import("./upload-form").then(
    (form) => ({ default: form.UploadForm }),
    () => never,
  ),
);
