import "server-only";
import { and, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { contacts } from "@/db/schema/people";
import { guests, taskAnswers, tasks } from "@/db/schema/work";
import type { Actor, ContactActor, GuestActor, StaffActor } from "@/lib/access/actor";
import {
  allOf,
  answerableTasks,
  liveGuests,
  nothing,
  standingGuests,
  visibleTasks,
} from "@/lib/access/conditions";
import { maskEmail } from "@/lib/access/mask-email";
import { isErasedEmail } from "@/lib/contacts/email";
import { guestsFiles } from "@/lib/files/queries";
import { givenBy } from "./rules";
import { answerFor, filesReceivedFor, ownAnswerOf } from "@/lib/tasks/own-answer";

/** Who sees which guests, in a query of guests joined with their task: those who see the task. A guest sees no other. */
export function visibleGuests(actor: Actor): SQL {
  const inFirm = allOf(eq(guests.firmId, actor.firmId));
  return actor.kind === "staff" || actor.kind === "contact" ? allOf(inFirm, visibleTasks(actor)) : nothing;
}

const askedBy = sql<string>`trim(${contacts.firstName} || ' ' || ${contacts.lastName})`;
const taskOfGuest = and(eq(tasks.firmId, guests.firmId), eq(tasks.id, guests.taskId));
const contactOfGuest = and(eq(contacts.firmId, guests.firmId), eq(contacts.id, guests.contactId));

/** Whom tasks were asked of beside their recipients, newest first; only who asked reads the whole address. */
export async function guestsOfTasks(tx: Tx, actor: ContactActor | StaffActor, taskIds: string[]) {
  if (taskIds.length === 0) return [];
  const rows = await tx
    .select({
      id: guests.id,
      taskId: guests.taskId,
      contactId: guests.contactId,
      email: guests.email,
      askedBy,
      issuedAt: guests.issuedAt,
      claimedAt: guests.claimedAt,
      endedHow: guests.endedHow,
      standing: sql<boolean>`(${standingGuests(actor.firmId)})`,
      live: sql<boolean>`(${liveGuests(actor.firmId)})`,
      answered: sql<boolean>`(coalesce(${tasks.answeredByGuest} = ${guests.id}, false) or exists (select 1 from task_answers a
        where a.firm_id = ${guests.firmId} and a.task_id = ${guests.taskId} and a.answered_by_guest = ${guests.id}))`,
    })
    .from(guests)
    .innerJoin(tasks, taskOfGuest)
    .innerJoin(contacts, contactOfGuest)
    .where(allOf(visibleGuests(actor), inArray(guests.taskId, taskIds)))
    .orderBy(desc(guests.issuedAt), desc(guests.id));
  return rows.map(({ email, ...row }) => {
    const mine = actor.kind === "contact" && actor.contactId === row.contactId;
    return { ...row, mine, email: mine && !isErasedEmail(email) ? email : maskEmail(email) };
  });
}

export type GuestOfTask = Awaited<ReturnType<typeof guestsOfTasks>>[number];

/** Whom one task was asked of, for its page. */
export const guestsOfTask = (actor: ContactActor | StaffActor, taskId: string): Promise<GuestOfTask[]> =>
  withFirm(actor, (tx) => guestsOfTasks(tx, actor, [taskId]));

/** The address of the guest who gave it, for a query with joins; null where the contact did. */
export const guestEmailOf = (guestId: PgColumn): SQL<string | null> =>
  sql<
    string | null
  >`(select g.email from ${guests} g where g.firm_id = ${guestId.table}.firm_id and g.id = ${guestId})`;

/** Whose it is in words: the contact's, or its guest's. */
export const whose = (contact: string | null, guestEmail: string | null): string | null =>
  givenBy(contact, guestEmail === null ? null : maskEmail(guestEmail));

/** The one task of a guest, and nothing around it (A18): what is asked, what it gave itself, its own files' names. */
export async function guestTask(guest: GuestActor) {
  return withFirm(guest, async (tx) => {
    const [task] = await tx
      .select({
        id: tasks.id,
        kind: tasks.kind,
        title: tasks.title,
        description: tasks.description,
        details: tasks.details,
        filesReceived: filesReceivedFor(guest),
        ...answerFor(guest),
      })
      .from(tasks)
      .leftJoin(taskAnswers, ownAnswerOf(guest))
      .where(answerableTasks(guest));
    if (!task) return undefined;
    const sent = await tx
      .select({
        id: files.id,
        name: files.name,
        size: files.size,
        wanted: files.wanted,
        receivedAt: files.receivedAt,
      })
      .from(files)
      .where(allOf(guestsFiles(guest), eq(files.taskId, task.id), eq(files.state, "received")))
      .orderBy(files.receivedAt, files.id);
    return { ...task, workCompletedAt: null, takenOutAt: null, sent };
  });
}

export type GuestTask = NonNullable<Awaited<ReturnType<typeof guestTask>>>;
