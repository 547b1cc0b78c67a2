import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { gatherAnswers } from "@/lib/tasks/settle-task";
import { insistNothingGiven } from "./given-so-far";
import { isFor } from "./letter";
import { mailRecipient, senderOf, whomAndWhat, type requestForUpdate } from "./send-request";
import { contactsOfClient, recipientsOf, setRecipients } from "./set-recipients";

type Locked = Awaited<ReturnType<typeof requestForUpdate>>;

/**
 * Changes whom a request asks that was sent (W4). Who is taken out sees it no longer and must have given nothing yet: what was
 * answered keeps its giver. Who is added is mailed at once where `mailAdded`, with a link of their own. Recipients who were
 * deleted meanwhile stay as they are. Throws Refused.
 */
export async function changeRecipients(
  tx: Tx,
  staff: StaffActor,
  request: Locked,
  wanted: string[],
  mailAdded: boolean,
): Promise<void> {
  const before = await recipientsOf(tx, staff, request.id);
  const active = await contactsOfClient(tx, staff, request.clientId);
  if (wanted.length === 0) {
    const said = "Choose at least one recipient, or withdraw the request.";
    throw new Refused("invalid", said, { recipient_ids: said });
  }
  const kept = before.filter((id) => !active.includes(id));
  const after = [...new Set([...wanted, ...kept])];
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  if (added.length + removed.length === 0) return;
  await insistNothingGiven(tx, staff, { requestId: request.id }, removed);
  await setRecipients(tx, staff, request.id, after, [...active, ...kept]);
  await gatherAll(tx, staff, request.id);
  for (const contactId of removed)
    await record(tx, staff, "request.recipient_removed", { requestId: request.id, contactId });
  for (const contactId of added)
    await record(tx, staff, "request.recipient_added", { requestId: request.id, contactId });
  if (mailAdded && added.length > 0) await mailThem(tx, staff, request, added);
}

/** A task that each must answer waits for who came, and for nobody who went. */
async function gatherAll(tx: Tx, staff: StaffActor, requestId: string): Promise<void> {
  const each = await tx
    .select({ id: tasks.id, requestId: tasks.requestId, allMust: tasks.allMust })
    .from(tasks)
    .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, requestId), eq(tasks.allMust, true)));
  for (const task of each) await gatherAnswers(tx, staff, task);
}

async function mailThem(tx: Tx, staff: StaffActor, request: Locked, added: string[]): Promise<void> {
  const { people, list, parts } = await whomAndWhat(tx, staff, request);
  const from = await senderOf(tx, staff, request.clientId);
  const them = people.filter(({ id }) => added.includes(id) && list.some((task) => isFor(task, id)));
  for (const person of them)
    await mailRecipient(tx, from, request, person, { list, parts }, `added-${String(request.version)}`);
}
