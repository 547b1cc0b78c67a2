import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { taskAnswers, taskRecipients, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { visibleFiles } from "@/lib/files/queries";
import { visibleTasks } from "@/lib/tasks/queries";
import type { TaskDetails } from "@/lib/tasks/kinds";
import type { answerShape, commentShape, fileShape, taskShape, taskWholeShape } from "./task-shape";
import { at, atOrNull } from "./values";

type Answered = Pick<
  typeof taskAnswers.$inferSelect,
  "answerKind" | "answer" | "given" | "reason" | "promisedOn" | "answeredAt" | "sentBackAt" | "sentBackReason"
>;

function answerOf(row: Answered, by: string | null): z.output<typeof answerShape> | null {
  if (!row.answerKind && !row.answeredAt && row.answer === null && !row.given) return null;
  return {
    kind: row.answerKind,
    text: row.answer,
    ...row.given,
    reason: row.reason,
    promised_on: row.promisedOn,
    answered_at: atOrNull(row.answeredAt),
    answered_by: by,
  };
}

const sentBackOf = ({ sentBackAt, sentBackReason }: Answered) =>
  sentBackAt ? { at: at(sentBackAt), reason: sentBackReason ?? "" } : null;

/** A task's details in the words of the API, as they are sent in too. */
function detailFields({ transaction: bank, ...rest }: TaskDetails) {
  if (!bank) return rest;
  const { date, payee, amountMinor, currency, account, bankText } = bank;
  return {
    ...rest,
    transaction: {
      date,
      payee,
      amount: { amount_minor: amountMinor, currency },
      account,
      ...(bankText === undefined ? {} : { bank_text: bankText }),
    },
  };
}

/** Tasks as the API shows them, with each recipient's own answers. */
export async function taskRows(tx: Tx, staff: StaffActor, ids: string[]) {
  if (ids.length === 0) return [];
  const found = await tx
    .select()
    .from(tasks)
    .where(allOf(visibleTasks(staff), inArray(tasks.id, ids)))
    .orderBy(asc(tasks.position), asc(tasks.id));
  const recipients = await tx
    .select()
    .from(taskRecipients)
    .where(and(eq(taskRecipients.firmId, staff.firmId), inArray(taskRecipients.taskId, ids)))
    .orderBy(asc(taskRecipients.contactId));
  const answers = await tx
    .select()
    .from(taskAnswers)
    .where(and(eq(taskAnswers.firmId, staff.firmId), inArray(taskAnswers.taskId, ids)))
    .orderBy(asc(taskAnswers.contactId));
  return found.map((task): z.output<typeof taskShape> => ({
    id: task.id,
    request_id: task.requestId,
    position: task.position,
    kind: task.kind,
    title: task.title,
    description: task.description,
    ...detailFields(task.details),
    recipient_ids: task.forEveryone
      ? null
      : recipients.filter((row) => row.taskId === task.id).map((row) => row.contactId),
    all_must: task.allMust,
    state: task.state,
    answer: answerOf(task, task.answeredBy),
    answers: answers
      .filter((row) => row.taskId === task.id)
      .map((row) => ({
        contact_id: row.contactId,
        state: row.state,
        answer: answerOf(row, row.contactId),
        sent_back: sentBackOf(row),
      })),
    sent_back: sentBackOf(task),
    done_at: atOrNull(task.doneAt),
    accepted_at: atOrNull(task.acceptedAt),
    reworded_at: atOrNull(task.rewordedAt),
    taken_out_at: atOrNull(task.takenOutAt),
    created_at: at(task.createdAt),
    version: task.version,
  }));
}

type FileOut = z.output<typeof fileShape>;

const fileOut = (file: typeof files.$inferSelect): FileOut => ({
  id: file.id,
  purpose: file.purpose,
  task_id: file.taskId,
  client_id: file.clientId,
  comment_id: file.commentId,
  wanted: file.wanted,
  contact_id: file.contactId,
  staff_id: file.staffId,
  name: file.name,
  size: file.size,
  content_type: file.contentType,
  marks: file.marks,
  sha256: file.sha256 ?? "",
  received_at: at(file.receivedAt ?? file.createdAt),
});

/** Received files as the API shows them. */
export async function fileRows(tx: Tx, staff: StaffActor, ids: string[]): Promise<FileOut[]> {
  const found = await tx
    .select()
    .from(files)
    .where(allOf(visibleFiles(staff), eq(files.state, "received"), inArray(files.id, ids)));
  return found.map(fileOut);
}

/** Comments with the ids of their files, oldest first. */
async function commentsOf(tx: Tx, staff: StaffActor, taskIds: string[], attached: FileOut[]) {
  const found = await tx
    .select()
    .from(comments)
    .where(and(eq(comments.firmId, staff.firmId), inArray(comments.taskId, taskIds)))
    .orderBy(asc(comments.createdAt), asc(comments.id));
  return found.map((comment): z.output<typeof commentShape> => ({
    id: comment.id,
    task_id: comment.taskId,
    body: comment.body,
    contact_id: comment.contactId,
    staff_id: comment.staffId,
    file_ids: attached.filter((file) => file.comment_id === comment.id).map((file) => file.id),
    created_at: at(comment.createdAt),
  }));
}

/** Tasks with their comments and files. */
export async function wholeTaskRows(
  tx: Tx,
  staff: StaffActor,
  ids: string[],
): Promise<z.output<typeof taskWholeShape>[]> {
  const list = await taskRows(tx, staff, ids);
  if (list.length === 0) return [];
  const attached = await tx
    .select()
    .from(files)
    .where(allOf(visibleFiles(staff), eq(files.state, "received"), inArray(files.taskId, ids)))
    .orderBy(asc(files.receivedAt), asc(files.id));
  const shown = attached.map(fileOut);
  const said = await commentsOf(tx, staff, ids, shown);
  return list.map((task) => ({
    ...task,
    comments: said.filter((comment) => comment.task_id === task.id),
    files: shown.filter((file) => file.task_id === task.id),
  }));
}
