import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clientContacts, clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requestRecipients, requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { issueLink } from "@/lib/access/issue-link";
import { record } from "@/lib/audit/record";
import { firmById } from "@/lib/firms/firm-by-id";
import { holdSeconds } from "@/lib/firms/undo-seconds";
import { enqueue } from "@/lib/messages/enqueue";
import { insist, Refused } from "@/lib/refused";
import { partsOfEach } from "@/lib/tasks/parts-of-each";
import { isFor, requestLetter } from "./letter";
import { visibleRequests } from "./queries";
import { maySend, unreadableOf, type StateOfRequest } from "./rules";

const recipientIdsOf = (staff: StaffActor) =>
  sql<
    string[]
  >`array(select tr.contact_id::text from task_recipients tr where tr.firm_id = ${staff.firmId} and tr.task_id = tasks.id)`;

const readingOf = (staff: StaffActor) =>
  sql<
    string[]
  >`array(select f.id::text from files f where f.firm_id = ${staff.firmId} and f.task_id = tasks.id and f.purpose = 'reading' and f.state = 'received')`;

/** Locks a request and its work item, for editing or sending. Throws Refused("missing"). */
export async function requestForUpdate(tx: Tx, staff: StaffActor, requestId: string) {
  const [request] = await tx
    .select({
      id: requests.id,
      title: requests.title,
      note: requests.note,
      dueOn: requests.dueOn,
      status: requests.status,
      timesSent: requests.timesSent,
      sentBy: requests.sentBy,
      /** Its last sending can still be undone. */
      held: sql<boolean>`coalesce(${requests.heldUntil} > now(), false)`,
      needsReview: requests.needsReview,
      version: requests.version,
      changedBy: requests.changedBy,
      workItemId: workItems.id,
      clientId: workItems.clientId,
      workTitle: workItems.title,
      workStatus: workItems.status,
      workCompletedAt: workItems.completedAt,
    })
    .from(requests)
    .innerJoin(workItems, and(eq(workItems.firmId, requests.firmId), eq(workItems.id, requests.workItemId)))
    .where(allOf(visibleRequests(staff), eq(requests.id, requestId)))
    .for("update", { of: [requests, workItems] });
  if (!request) throw new Refused("missing", "That request does not exist any more.");
  return request;
}

/** The active recipients of a locked request, and its tasks as far as a letter and the rules need them. */
export async function whomAndWhat(tx: Tx, staff: StaffActor, request: { id: string; clientId: string }) {
  const people = await tx
    .select({ id: contacts.id, firstName: contacts.firstName, email: contacts.email })
    .from(requestRecipients)
    .innerJoin(
      contacts,
      and(eq(contacts.firmId, requestRecipients.firmId), eq(contacts.id, requestRecipients.contactId)),
    )
    .innerJoin(
      clientContacts,
      and(
        eq(clientContacts.firmId, requestRecipients.firmId),
        eq(clientContacts.contactId, requestRecipients.contactId),
        eq(clientContacts.clientId, request.clientId),
      ),
    )
    .where(
      and(
        eq(requestRecipients.firmId, staff.firmId),
        eq(requestRecipients.requestId, request.id),
        isNull(contacts.deletedAt),
      ),
    )
    .orderBy(asc(contacts.id));
  const list = await tx
    .select({
      id: tasks.id,
      allMust: tasks.allMust,
      kind: tasks.kind,
      title: tasks.title,
      state: tasks.state,
      forEveryone: tasks.forEveryone,
      recipientIds: recipientIdsOf(staff),
      reading: readingOf(staff),
    })
    .from(tasks)
    .where(and(eq(tasks.firmId, staff.firmId), eq(tasks.requestId, request.id), isNull(tasks.takenOutAt)))
    .orderBy(asc(tasks.position), asc(tasks.id));
  return { people, list, parts: await partsOfEach(tx, staff.firmId, request.id) };
}

type WhomAndWhat = Awaited<ReturnType<typeof whomAndWhat>>;

/** Throws Refused where the request may not go out (maySend). */
export function insistSendable(
  request: Pick<StateOfRequest, "status" | "workCompletedAt">,
  { people, list }: Pick<WhomAndWhat, "people" | "list">,
): void {
  const unreadable = unreadableOf(list);
  insist(maySend({ ...request, tasks: list.length, unreadable, activeRecipients: people.length }));
}

/**
 * Sends a request now, or sends it again (W3, W4): each active recipient gets a mail of its own with a newly
 * made link (A1). `timesSent` is what the page showed: a second press of the same button finds it changed and
 * is refused, so that nobody is mailed twice. Returns how many mails go out.
 */
export async function sendRequest(staff: StaffActor, requestId: string, timesSent: number): Promise<number> {
  return withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    const { people, list, parts } = await whomAndWhat(tx, staff, request);
    insistSendable(request, { people, list });
    if (request.timesSent !== timesSent)
      throw new Refused("conflict", "This request was just sent. Nothing was sent a second time.");
    const hold = await holdSeconds(tx, staff);
    const until = sql`now() + make_interval(secs => ${hold})`;
    const { sentBy, workStatus } = request;
    await tx
      .update(requests)
      .set({
        status: "sent",
        // clients see a first sending when it can be undone no longer
        sentAt: sql`coalesce(${requests.sentAt}, ${until})`,
        sentBy: staff.staffId,
        timesSent: timesSent + 1,
        heldUntil: hold > 0 ? until : null,
        beforeSending: hold > 0 && workStatus !== "completed" ? { sentBy, workStatus } : null,
      })
      .where(and(eq(requests.firmId, staff.firmId), eq(requests.id, requestId)));
    await startWork(tx, staff, request.workItemId);
    await record(tx, staff, timesSent === 0 ? "request.sent" : "request.resent", {
      requestId,
      recipients: people.length,
    });
    const from = await senderOf(tx, staff, request.clientId);
    // whom none of the tasks is for is not asked
    const asked = people.filter(({ id }) => list.some((task) => isFor(task, id)));
    for (const person of asked)
      await mailRecipient(tx, from, request, person, { list, parts }, String(timesSent + 1), hold);
    return asked.length;
  });
}

/** Work that is asked for has begun and waits on the client. */
async function startWork(tx: Tx, staff: StaffActor, workItemId: string): Promise<void> {
  await tx
    .update(workItems)
    .set({ status: "waiting" })
    .where(
      allOf(
        eq(workItems.firmId, staff.firmId),
        eq(workItems.id, workItemId),
        sql`${workItems.status} in ('planned', 'ready', 'in_progress')`,
      ),
    );
}

/** Who writes, for which firm and about which client: the same in every recipient's mail. */
export async function senderOf(tx: Tx, staff: StaffActor, clientId: string) {
  const firm = await firmById(tx, staff.firmId);
  const [sender] = await tx
    .select({ name: staffMembers.name, title: staffMembers.title, email: staffMembers.email })
    .from(staffMembers)
    .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)));
  const [client] = await tx
    .select({ name: clients.name })
    .from(clients)
    .where(and(eq(clients.firmId, staff.firmId), eq(clients.id, clientId)));
  if (!sender || !client) throw new Error("A sent request has a sender and a client.");
  return { firm, sender, client };
}

/** What the keys of one sending's mails begin with. */
export const sendingKey = (requestId: string, sending: string): string => `request:${requestId}:${sending}:`;

/** Puts one recipient's mail with a newly made link into the outbox; `sending` names the act, and is mailed once, after `hold` seconds. */
export async function mailRecipient(
  tx: Tx,
  { firm, sender, client }: Awaited<ReturnType<typeof senderOf>>,
  request: Awaited<ReturnType<typeof requestForUpdate>>,
  person: { id: string; firstName: string; email: string },
  { list, parts }: Pick<WhomAndWhat, "list" | "parts">,
  sending: string,
  hold = 0,
): Promise<void> {
  const { linkId, url } = await issueLink(tx, firm, {
    purpose: "request",
    contactId: person.id,
    email: person.email,
    requestId: request.id,
  });
  await enqueue(tx, firm.id, {
    kind: "request",
    dedupeKey: `${sendingKey(request.id, sending)}${person.id}`,
    holdSeconds: hold,
    to: person.email,
    contactId: person.id,
    requestId: request.id,
    linkId,
    sender: { name: `${sender.name} (${firm.name})`, replyTo: sender.email },
    letter: requestLetter(firm, {
      sender,
      clientName: client.name,
      request,
      person,
      tasks: list,
      parts,
      link: url,
    }),
  });
}
