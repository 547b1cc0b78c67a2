import { and, eq, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { files } from "@/db/schema/conversation";
import { taskAnswers, tasks } from "@/db/schema/work";
import type { Actor, Giver } from "@/lib/access/actor";
import { nothing } from "@/lib/access/conditions";
import type { AnswerKind, TaskGiven, TaskState } from "./kinds";

/** Whose part it is, where all must answer: a recipient's, or a guest's in the place of one. */
const answers = (actor: Actor): actor is Giver => actor.kind === "contact" || actor.kind === "guest";

/** One recipient's own answer, where all must answer; for LEFT JOIN of task_answers. Staff see the task's. */
export const ownAnswerOf = (actor: Actor): SQL =>
  answers(actor)
    ? (and(
        eq(taskAnswers.firmId, tasks.firmId),
        eq(taskAnswers.taskId, tasks.id),
        eq(taskAnswers.contactId, actor.contactId),
        eq(tasks.allMust, true),
      ) ?? nothing)
    : nothing;

/** How a task stands for this actor: a recipient's own part where all must answer. */
export const stateFor = (actor: Actor): SQL<TaskState> =>
  answers(actor)
    ? sql<TaskState>`case when ${tasks.allMust} and ${tasks.takenOutAt} is null then coalesce(${taskAnswers.state}, 'open') else ${tasks.state} end`
    : sql<TaskState>`${tasks.state}`;

/** What was given, as this actor may call it theirs (DECISIONS 17); a guest only what it gave itself (A18). */
export function answerFor(actor: Actor) {
  const part = <T>(mine: PgColumn, shared: PgColumn): SQL<T> =>
    answers(actor) ? sql<T>`case when ${tasks.allMust} then ${mine} else ${shared} end` : sql<T>`${shared}`;
  const byGuest = part(taskAnswers.answeredByGuest, tasks.answeredByGuest);
  const own = <T>(mine: PgColumn, shared: PgColumn): SQL<T> =>
    actor.kind === "guest"
      ? sql<T>`case when ${byGuest} = ${actor.guestId}::uuid then ${part(mine, shared)} end`
      : part(mine, shared);
  const moment = (mine: PgColumn, shared: PgColumn): SQL<Date | null> =>
    own<Date | null>(mine, shared).mapWith((at: string) => new Date(at));
  return {
    state: stateFor(actor),
    answerKind: own<AnswerKind | null>(taskAnswers.answerKind, tasks.answerKind),
    answer: own<string | null>(taskAnswers.answer, tasks.answer),
    given: own<TaskGiven | null>(taskAnswers.given, tasks.given),
    reason: own<string | null>(taskAnswers.reason, tasks.reason),
    promisedOn: own<string | null>(taskAnswers.promisedOn, tasks.promisedOn),
    answeredAt: moment(taskAnswers.answeredAt, tasks.answeredAt),
    doneAt: moment(taskAnswers.doneAt, tasks.doneAt),
    sentBackAt: moment(taskAnswers.sentBackAt, tasks.sentBackAt),
    sentBackReason: own<string | null>(taskAnswers.sentBackReason, tasks.sentBackReason),
  };
}

const filesOf = (actor: Actor): SQL => {
  if (actor.kind === "guest") return sql`f.guest_id = ${actor.guestId}`;
  return actor.kind === "contact"
    ? sql`(not ${tasks.allMust} or f.contact_id = ${actor.contactId})`
    : sql`true`;
};

/** How many files answer the task; a recipient's own only, where all must answer; a guest's own always. */
export const filesReceivedFor = (actor: Actor): SQL<number> =>
  sql<number>`(select count(*)::int from ${files} f where f.firm_id = ${tasks.firmId} and f.task_id = ${tasks.id}
    and f.purpose = 'answer' and f.state = 'received' and ${filesOf(actor)})`;

/** Whether somebody answered a task that was not taken out: all of it, or one recipient's part. */
export const answeredBySomebody = sql<boolean>`((${tasks.takenOutAt} is null and ${tasks.state} <> 'open') or exists (
  select 1 from task_answers a where a.firm_id = ${tasks.firmId} and a.task_id = ${tasks.id} and a.state <> 'open'))`;
