import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { taskAnswers, tasks } from "@/db/schema/work";
import type { Actor, Giver } from "@/lib/access/actor";
import { mailReceipts } from "@/lib/requests/receipt";
import type { AnswerKind, TaskGiven, TaskState } from "./kinds";

export type Answer = {
  state: TaskState;
  answerKind: AnswerKind | null;
  answer?: string | null;
  given?: TaskGiven | null;
  reason?: string | null;
  promisedOn?: string | null;
};

type Locked = { id: string; requestId: string; allMust: boolean };
/** With what the giver may call its own of what stands there. */
type LockedOwn = Locked & { state: TaskState; answer: string | null; given: TaskGiven | null };

/** Who gave it. A guest's answer keeps nothing of another's before it; taken back, it stays whose it was (A18). */
function givenBy(giver: Giver, task: LockedOwn, { answerKind }: Answer) {
  if (giver.kind === "guest")
    return { answer: task.answer, given: task.given, answeredByGuest: giver.guestId };
  return answerKind === null ? {} : { answeredByGuest: null };
}

/** What an answer sets in its row; what it does not name, such as a text that was typed before, stays. */
const columnsOf = ({ state, answerKind, reason, promisedOn, ...given }: Answer) => ({
  ...given,
  state,
  answerKind,
  reason: reason ?? null,
  promisedOn: promisedOn ?? null,
  answeredAt: answerKind === null ? null : sql`now()`,
  doneAt: state === "done" ? sql`now()` : null,
  ...(answerKind === null ? {} : { sentBackAt: null, sentBackReason: null }),
});

/**
 * Writes a contact's answer, or its guest's, to a task it has locked: for everybody, or the contact's own part where all
 * must answer (DECISIONS 17). What finishes the request is receipted by mail.
 */
export async function settleTask(tx: Tx, giver: Giver, task: LockedOwn, answer: Answer): Promise<void> {
  await writeAnswer(tx, giver, task, answer);
  if (task.state === "open" && answer.state !== "open") await mailReceipts(tx, giver, task.requestId);
}

async function writeAnswer(tx: Tx, giver: Giver, task: LockedOwn, answer: Answer): Promise<void> {
  const columns = { ...givenBy(giver, task, answer), ...columnsOf(answer) };
  if (!task.allMust) {
    await tx
      .update(tasks)
      .set({ ...columns, answeredBy: giver.contactId, acceptedAt: null, acceptedBy: null })
      .where(and(eq(tasks.firmId, giver.firmId), eq(tasks.id, task.id)));
    return;
  }
  await tx
    .insert(taskAnswers)
    .values({ firmId: giver.firmId, taskId: task.id, contactId: giver.contactId, ...columns })
    .onConflictDoUpdate({
      target: [taskAnswers.firmId, taskAnswers.taskId, taskAnswers.contactId],
      set: columns,
    });
  await gatherAnswers(tx, giver, task);
}

/**
 * A task that all must answer is open while somebody's part is who is not deleted; then it is declined where somebody
 * declined, waits for the firm while somebody's part does, and is done otherwise.
 */
export async function gatherAnswers(tx: Tx, actor: Actor, task: Locked): Promise<void> {
  await tx.execute(sql`
    update tasks t set state = s.state, done_at = case when s.state = 'done' then now() end, answered_at = s.answered_at
    from (
      select case when count(*) filter (where coalesce(a.state, 'open') = 'open') > 0 or count(*) = 0 then 'open'
                  when count(*) filter (where a.state = 'declined') > 0 then 'declined'
                  when count(*) filter (where a.state = 'with_firm') > 0 then 'with_firm' else 'done' end as state,
             max(a.answered_at) as answered_at
      from request_recipients rr
      join requests q on q.firm_id = rr.firm_id and q.id = rr.request_id
      join work_items w on w.firm_id = q.firm_id and w.id = q.work_item_id
      join client_contacts cc on cc.firm_id = w.firm_id and cc.client_id = w.client_id and cc.contact_id = rr.contact_id
      join contacts c on c.firm_id = rr.firm_id and c.id = rr.contact_id and c.deleted_at is null
      left join task_answers a on a.firm_id = rr.firm_id and a.task_id = ${task.id}::uuid and a.contact_id = rr.contact_id
      where rr.firm_id = ${actor.firmId}::uuid and rr.request_id = ${task.requestId}::uuid
        and ((select for_everyone from tasks where firm_id = ${actor.firmId}::uuid and id = ${task.id}::uuid)
          or exists (select 1 from task_recipients tr where tr.firm_id = rr.firm_id and tr.task_id = ${task.id}::uuid and tr.contact_id = rr.contact_id))
    ) s
    where t.firm_id = ${actor.firmId}::uuid and t.id = ${task.id}::uuid and t.taken_out_at is null`);
}
