import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { brightwater, brightwaterPeople, brightwaterWork } from "@/db/demo/brightwater";
import { demoClients, demoFirm, demoStaff, type DemoPeople } from "@/db/demo/people";
import type { DemoWork } from "@/db/demo/tasks";
import { demoWork } from "@/db/demo/work";
import { browsers, devices } from "@/db/schema/access";
import { firmBySlugOrDomain } from "@/db/lookups";
import { firms } from "@/db/schema/firms";
import { staffMembers } from "@/db/schema/staff";
import { requests, workItems } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { demoContactActor, demoStaffActor } from "@/lib/access/demo-actors";
import { createClient } from "@/lib/clients/create-client";
import { addDays, dayIn } from "@/lib/clock";
import { createContact } from "@/lib/contacts/create-contact";
import { hashToken, newToken } from "@/lib/crypto";
import { createRequest, saveRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { sendRequest } from "@/lib/requests/send-request";
import { plainTask } from "@/lib/tasks/kinds";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { createFirm } from "./create-firm";
import { attachDocument, fillRequest, type Lodged } from "./fill-demo-request";

type Cast = {
  firmId: string;
  staff: Map<string, StaffActor>;
  clients: Map<string, { id: string; contacts: ContactActor[] }>;
};

/** Requests sent within this many days go out as real mails, so that the mailbox has something to open. */
const mailedDays = 10;

async function makeStaff(
  firmId: string,
  owner: { id: string; name: string },
  others: DemoPeople["staff"],
): Promise<Map<string, StaffActor>> {
  const staff = new Map<string, StaffActor>([[owner.name, demoStaffActor(firmId, owner.id, "owner")]]);
  await withFirm({ firmId }, async (tx) => {
    for (const one of others) {
      const id = randomUUID();
      await tx.insert(staffMembers).values({ id, firmId, ...one });
      staff.set(one.name, demoStaffActor(firmId, id, one.role));
    }
  });
  return staff;
}

/** A contact's device as a claim would have made it. */
async function makeDevice(firmId: string, contactId: string, system: string): Promise<ContactActor> {
  return withFirm({ firmId }, async (tx) => {
    const browserId = randomUUID();
    const deviceId = randomUUID();
    await tx
      .insert(browsers)
      .values({ id: browserId, firmId, tokenHash: hashToken(newToken()), name: "Chrome", system });
    await tx
      .insert(devices)
      .values({ id: deviceId, firmId, browserId, contactId, endsAt: sql`now() + interval '720 hours'` });
    return demoContactActor(firmId, { contactId, deviceId, browserId });
  });
}

async function makeClients(
  firmId: string,
  staff: StaffActor,
  wanted: DemoPeople["clients"],
): Promise<Cast["clients"]> {
  const clients: Cast["clients"] = new Map();
  const known = new Map<string, ContactActor>();
  for (const { name, kind, contacts } of wanted) {
    const id = await createClient(staff, { name, kind });
    const people: ContactActor[] = [];
    for (const { first, last, email } of contacts) {
      const contactId = await createContact(staff, {
        clientId: id,
        firstName: first,
        lastName: last,
        email,
        phone: "",
      });
      const actor =
        known.get(email) ?? (await makeDevice(firmId, contactId, known.size % 2 ? "Windows" : "Android"));
      known.set(email, actor);
      people.push(actor);
    }
    clients.set(name, { id, contacts: people });
  }
  return clients;
}

async function makeWork(cast: Cast, work: DemoWork, today: string): Promise<void> {
  const staff = cast.staff.get(work.owner);
  const client = cast.clients.get(work.client);
  if (!staff || !client) throw new Error(`The demo names nobody called ${work.owner} or ${work.client}.`);
  const dueOn = addDays(today, work.due);
  const workItemId = await createWorkItem(staff, {
    clientId: client.id,
    title: work.title,
    startsOn: addDays(dueOn, -60),
    dueOn,
  });
  if (!work.request) return;
  const requestId = await createRequest(staff, { workItemId, title: work.request });
  const first = client.contacts.slice(0, 1).map((one) => one.contactId);
  await saveRequest(staff, requestId, {
    title: work.request,
    note: work.note ?? "",
    dueOn,
    recipientIds: first,
    needsReview: work.review ?? false,
  });
  const lodged: Lodged[] = [];
  for (const task of work.tasks ?? []) {
    const { kind, title, description = "", details = {}, given, reading } = task;
    const taskId = await addTask(staff, requestId, {
      ...plainTask({ kind, title, description }),
      details,
    });
    if (reading) await attachDocument(staff, taskId, reading, work);
    lodged.push({ taskId, given });
  }
  if (work.sent === undefined) return;
  await send(cast, staff, requestId, work.sent);
  const [contact] = client.contacts;
  if (contact) await fillRequest({ staff, contact, work, lodged, sentDaysAgo: -work.sent });
  await close(cast, staff, { workItemId, requestId }, work);
}

/** Sent lately: mailed as the verb does it. Sent long ago: only marked so. */
async function send(cast: Cast, staff: StaffActor, requestId: string, sent: number): Promise<void> {
  if (-sent <= mailedDays) await sendRequest(staff, requestId, 0);
  await withFirm(cast, (tx) =>
    tx
      .update(requests)
      .set({
        status: "sent",
        sentBy: staff.staffId,
        timesSent: 1,
        sentAt: sql`date_trunc('day', now()) + make_interval(days => ${sent}) + interval '8 hours 30 minutes'`,
      })
      .where(and(eq(requests.firmId, cast.firmId), eq(requests.id, requestId))),
  );
}

async function close(
  cast: Cast,
  staff: StaffActor,
  at: { workItemId: string; requestId: string },
  work: DemoWork,
): Promise<void> {
  await withFirm(cast, async (tx) => {
    const thisWork = and(eq(workItems.firmId, cast.firmId), eq(workItems.id, at.workItemId));
    if (work.withdrawn) {
      await tx
        .update(requests)
        .set({ status: "withdrawn" })
        .where(and(eq(requests.firmId, cast.firmId), eq(requests.id, at.requestId)));
    }
    if (work.completed === undefined) {
      await tx.update(workItems).set({ status: "waiting" }).where(thisWork);
      return;
    }
    await tx
      .update(workItems)
      .set({
        status: "completed",
        completedBy: staff.staffId,
        completedAt: sql`now() - make_interval(days => ${work.completed})`,
      })
      .where(thisWork);
  });
}

type Wanted = { firm: Parameters<typeof createFirm>[0]; people: DemoPeople; work: DemoWork[] };

const wanted: Wanted[] = [
  { firm: demoFirm, people: { staff: demoStaff, clients: demoClients }, work: demoWork },
  { firm: brightwater, people: brightwaterPeople, work: brightwaterWork },
];

const setUp = (firmId: string, set: Partial<typeof firms.$inferInsert>) =>
  withFirm({ firmId }, (tx) => tx.update(firms).set(set).where(eq(firms.id, firmId)));

async function makeFirm({ firm, people, work }: Wanted): Promise<void> {
  const { firmId, ownerId } = await createFirm(firm);
  // nobody who only looks around is asked to set an app up (DECISIONS 16), and nothing is held while it is made
  await setUp(firmId, { staffSecondFactor: false, undoSeconds: 0 });
  const staff = await makeStaff(firmId, { id: ownerId, name: firm.ownerName }, people.staff);
  const owner = staff.get(firm.ownerName);
  if (!owner) throw new Error("A demo firm has an owner.");
  const cast: Cast = { firmId, staff, clients: await makeClients(firmId, owner, people.clients) };
  const today = dayIn(new Date(), firm.timeZone);
  // the last is the first in newest-first lists
  for (const one of [...work].reverse()) await makeWork(cast, one, today);
  await setUp(firmId, { undoSeconds: 10 });
}

/**
 * Makes Hill & Co, and Brightwater beside it, with their clients and work, dated around today, so that somebody who starts
 * Lodge sees it in use, by two firms that know nothing of each other. What is there stays as it is.
 */
export async function makeDemoFirms(say: (line: string) => void): Promise<void> {
  for (const one of wanted) {
    if (await firmBySlugOrDomain(one.firm.slug, "")) continue;
    say(`Making the demo firm ${one.firm.name} …`);
    await makeFirm(one);
  }
}
