import "server-only";
import { and, desc, eq, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clientContacts, contacts } from "@/db/schema/people";
import { requestRecipients, requests, taskRecipients, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { Refused } from "@/lib/refused";

/** The client's contacts who are not deleted. */
export async function contactsOfClient(tx: Tx, staff: StaffActor, clientId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: contacts.id })
    .from(clientContacts)
    .innerJoin(
      contacts,
      and(eq(contacts.firmId, clientContacts.firmId), eq(contacts.id, clientContacts.contactId)),
    )
    .where(
      and(
        eq(clientContacts.firmId, staff.firmId),
        eq(clientContacts.clientId, clientId),
        isNull(contacts.deletedAt),
      ),
    );
  return rows.map((row) => row.id);
}

/** Who was asked by the client's last request that was sent, of those who still can be; nobody where there was none. */
export async function lastAsked(
  tx: Tx,
  staff: StaffActor,
  clientId: string,
  people: string[],
): Promise<string[]> {
  const [last] = await tx
    .select({ id: requests.id })
    .from(requests)
    .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(
      and(eq(requests.firmId, staff.firmId), eq(workItems.clientId, clientId), isNotNull(requests.sentAt)),
    )
    .orderBy(desc(requests.sentAt), desc(requests.id))
    .limit(1);
  if (!last) return [];
  const rows = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.requestId, last.id)));
  return rows.map(({ id }) => id).filter((id) => people.includes(id));
}

/** Sets who is asked. Throws Refused for one who is no active contact of the client; a task of a taken-out recipient goes to nobody else. */
export async function setRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  wanted: string[],
  allowed: string[],
): Promise<void> {
  const chosen = [...new Set(wanted)];
  if (chosen.some((id) => !allowed.includes(id))) {
    throw new Refused("invalid", "A recipient is no contact of this client any more. Choose again.", {
      recipient_ids: "Choose again.",
    });
  }
  const gone = and(
    eq(requestRecipients.firmId, staff.firmId),
    eq(requestRecipients.requestId, requestId),
    chosen.length ? notInArray(requestRecipients.contactId, chosen) : sql`true`,
  );
  await tx.delete(requestRecipients).where(gone);
  if (chosen.length > 0)
    await tx
      .insert(requestRecipients)
      .values(chosen.map((contactId) => ({ firmId: staff.firmId, requestId, contactId })))
      .onConflictDoNothing();
  await dropTaskRecipients(tx, staff, requestId, chosen);
}

/**
 * Tasks that were for some recipients only lose those who are asked no longer. Throws Refused when one would be left for
 * nobody: what was meant for one person never becomes everybody's.
 */
async function dropTaskRecipients(
  tx: Tx,
  staff: StaffActor,
  requestId: string,
  kept: string[],
): Promise<void> {
  const chosenOnly = and(
    eq(tasks.firmId, staff.firmId),
    eq(tasks.requestId, requestId),
    eq(tasks.forEveryone, false),
  );
  const ofRequest = tx.select({ id: tasks.id }).from(tasks).where(chosenOnly);
  await tx
    .delete(taskRecipients)
    .where(
      and(
        eq(taskRecipients.firmId, staff.firmId),
        inArray(taskRecipients.taskId, ofRequest),
        kept.length ? notInArray(taskRecipients.contactId, kept) : sql`true`,
      ),
    );
  const [left] = await tx
    .select({ title: tasks.title })
    .from(tasks)
    .where(
      and(
        chosenOnly,
        isNull(tasks.takenOutAt),
        sql`not exists (select 1 from task_recipients tr where tr.firm_id = ${staff.firmId} and tr.task_id = tasks.id)`,
      ),
    )
    .limit(1);
  if (left) {
    const said = `“${left.title}” is only for somebody whom you took out. Change first whom that task is for.`;
    throw new Refused("conflict", said, { recipient_ids: said });
  }
}

/** Whom a request asks. */
export async function recipientsOf(tx: Tx, staff: StaffActor, requestId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(and(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.requestId, requestId)));
  return rows.map(({ id }) => id);
}
