import { z } from "zod";
import { marks } from "@/lib/files/mark-rules";
import { taskKinds, taskStates } from "@/lib/tasks/kinds";
import { dayOut, instant } from "./values";

const state = z.enum(taskStates);

/** What a client answered; null while nothing is. */
export const answerShape = z.strictObject({
  kind: z.enum(["given", "not_applicable", "dont_have", "promised"]).nullable(),
  text: z.string().nullable(),
  chosen: z.array(z.string()).optional(),
  approved: z.boolean().optional(),
  category: z.string().optional(),
  /** The text that a tick confirmed, as it stood then, and its SHA-256. */
  confirmed: z.strictObject({ text: z.string(), sha256: z.string() }).optional(),
  reason: z.string().nullable(),
  promised_on: dayOut.nullable(),
  answered_at: instant.nullable(),
  answered_by: z.uuid().nullable(),
});

const transactionShape = z.strictObject({
  date: dayOut,
  payee: z.string(),
  amount: z.strictObject({ amount_minor: z.int(), currency: z.string() }),
  account: z.string(),
  bank_text: z.string().optional(),
});

const sentBack = z.strictObject({ at: instant, reason: z.string() });

export const taskShape = z.strictObject({
  id: z.uuid(),
  request_id: z.uuid(),
  position: z.int(),
  kind: z.enum(taskKinds),
  title: z.string(),
  description: z.string(),
  /** tick: the text that is confirmed by it. */
  confirm: z.string().optional(),
  wanted: z.array(z.string()).optional(),
  options: z.array(z.strictObject({ label: z.string(), hint: z.string().optional() })).optional(),
  several: z.boolean().optional(),
  transaction: transactionShape.optional(),
  categories: z.array(z.string()).optional(),
  explanation: z.boolean().optional(),
  receipt: z.boolean().optional(),
  /** Null: every recipient of the request. */
  recipient_ids: z.array(z.uuid()).nullable(),
  all_must: z.boolean(),
  state,
  answer: answerShape.nullable(),
  /** Each recipient's own part, where all must answer. */
  answers: z.array(
    z.strictObject({
      contact_id: z.uuid(),
      state,
      answer: answerShape.nullable(),
      sent_back: sentBack.nullable(),
    }),
  ),
  sent_back: sentBack.nullable(),
  done_at: instant.nullable(),
  accepted_at: instant.nullable(),
  /** When its words last changed after it was sent. */
  reworded_at: instant.nullable(),
  /** When it was taken out of a request that was sent: nothing more is needed, and it counts as done. */
  taken_out_at: instant.nullable(),
  created_at: instant,
  version: z.int(),
});

export const fileShape = z.strictObject({
  id: z.uuid(),
  purpose: z.enum(["answer", "comment", "reading", "document"]),
  task_id: z.uuid().nullable(),
  client_id: z.uuid().nullable(),
  comment_id: z.uuid().nullable(),
  /** Which wanted document of the task it is. */
  wanted: z.string().nullable(),
  contact_id: z.uuid().nullable(),
  staff_id: z.uuid().nullable(),
  name: z.string(),
  size: z.int(),
  content_type: z.string(),
  /** What to know before it is opened; more may be added. */
  marks: z.array(z.enum(marks)),
  sha256: z.string(),
  received_at: instant,
});

export const commentShape = z.strictObject({
  id: z.uuid(),
  task_id: z.uuid(),
  body: z.string(),
  contact_id: z.uuid().nullable(),
  staff_id: z.uuid().nullable(),
  file_ids: z.array(z.uuid()),
  created_at: instant,
});

/** A task with its comments and files. */
export const taskWholeShape = taskShape.extend({
  comments: z.array(commentShape),
  files: z.array(fileShape),
});
