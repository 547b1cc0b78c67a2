import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { browsers, devices, magicLinks } from "@/db/schema/access";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { asFirm, type Firm } from "@/lib/access/host";
import { createClient } from "@/lib/clients/create-client";
import { createContact } from "@/lib/contacts/create-contact";
import { hashToken, newToken } from "@/lib/crypto";
import { createFirm } from "@/lib/firms/create-firm";
import { setUndoSeconds } from "@/lib/firms/undo-seconds";
import { createRequest, saveRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { sendRequest } from "@/lib/requests/send-request";
import { plainTask, type TaskAsked } from "@/lib/tasks/kinds";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { asContact, asStaff } from "../actors";

export type TestFirm = {
  firm: Firm;
  firmId: string;
  staff: StaffActor;
  clientId: string;
  contact: ContactActor;
  contactEmail: string;
  /** Another contact of the same client, on another browser. */
  other: ContactActor;
  otherEmail: string;
  workItemId: string;
  requestId: string;
  tasks: { tick: string; upload: string; answer: string };
};

const word = (): string => randomUUID().slice(0, 8);

/** A live device for a contact, as a claim makes it; `browserToken` is what its cookie would hold. */
export async function testDevice(
  firmId: string,
  contactId: string,
  browserToken = newToken(),
): Promise<ContactActor> {
  return withFirm({ firmId }, async (tx) => {
    const [browser] = await tx
      .insert(browsers)
      .values({ firmId, tokenHash: hashToken(browserToken), name: "Chrome", system: "Linux" })
      .onConflictDoUpdate({ target: [browsers.firmId, browsers.tokenHash], set: { name: "Chrome" } })
      .returning({ id: browsers.id });
    const [device] = await tx
      .insert(devices)
      .values({ firmId, browserId: browser?.id ?? "", contactId, endsAt: sql`now() + interval '720 hours'` })
      .returning({ id: devices.id });
    return asContact(firmId, { contactId, deviceId: device?.id ?? "", browserId: browser?.id ?? "" });
  });
}

/** A contact of a client. */
export async function testContact(
  staff: StaffActor,
  clientId: string,
): Promise<{ contactId: string; email: string }> {
  const email = `${word()}@client.example`;
  return {
    contactId: await createContact(staff, {
      clientId,
      firstName: "Maya",
      lastName: `Test ${word()}`,
      email,
      phone: "",
    }),
    email,
  };
}

/** A fresh magic link of a contact; returns its token, which is stored nowhere. */
export async function testLink(
  firmId: string,
  link: { contactId: string; email: string; requestId?: string; ageHours?: number },
): Promise<string> {
  const token = newToken();
  await withFirm({ firmId }, (tx) =>
    tx.insert(magicLinks).values({
      firmId,
      tokenHash: hashToken(token),
      purpose: "request",
      contactId: link.contactId,
      email: link.email,
      requestId: link.requestId ?? null,
      issuedAt: sql`now() - make_interval(secs => ${(link.ageHours ?? 0) * 3600})`,
    }),
  );
  return token;
}

/** A task as the editor asks it. */
export const asked = (kind: TaskAsked["kind"], title: string, more: Partial<TaskAsked> = {}): TaskAsked => ({
  ...plainTask({ kind, title, description: "" }),
  ...more,
});

/** A work item with a request of one task of each kind, addressed to the given contacts and sent. */
export async function testRequest(staff: StaffActor, clientId: string, recipientIds: string[]) {
  const workItemId = await createWorkItem(staff, {
    clientId,
    title: `Accounts ${word()}`,
    startsOn: null,
    dueOn: "2026-12-11",
  });
  const requestId = await createRequest(staff, { workItemId, title: "Papers" });
  await saveRequest(staff, requestId, { title: "Papers", note: "", dueOn: "2026-12-11", recipientIds });
  const tick = await addTask(staff, requestId, asked("tick", "Confirm your address"));
  const upload = await addTask(staff, requestId, asked("upload", "Send the bank statements"));
  const answer = await addTask(staff, requestId, asked("answer", "What was it for?"));
  await sendRequest(staff, requestId, 0);
  return { workItemId, requestId, tasks: { tick, upload, answer } };
}

/** A firm of its own for a test, with two contacts of one client; the request goes to the first only. */
export async function testFirm(): Promise<TestFirm> {
  const slug = `t-${word()}`;
  const { firmId, ownerId } = await createFirm({
    name: `Firm ${slug}`,
    slug,
    plan: "business",
    timeZone: "Europe/London",
    ownerName: "Ana Hill",
    ownerEmail: `ana@${slug}.example`,
  });
  const row = await firmBySlugOrDomain(slug, "");
  if (!row) throw new Error("The firm was not made.");
  const staff = asStaff(firmId, ownerId);
  // tests that are not about undoing wait for no mail
  await setUndoSeconds(staff, 0);
  const clientId = await createClient(staff, { name: `Client ${slug}`, kind: "company" });
  const one = await testContact(staff, clientId);
  const two = await testContact(staff, clientId);
  return {
    firm: asFirm(row),
    firmId,
    staff,
    clientId,
    contact: await testDevice(firmId, one.contactId),
    contactEmail: one.email,
    other: await testDevice(firmId, two.contactId),
    otherEmail: two.email,
    ...(await testRequest(staff, clientId, [one.contactId])),
  };
}
