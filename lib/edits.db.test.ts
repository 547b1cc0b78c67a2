import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { editClient } from "@/lib/clients/edit-client";
import { createClient } from "@/lib/clients/create-client";
import { clientPage } from "@/lib/clients/queries";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { editContact } from "@/lib/contacts/edit-contact";
import { contactPage } from "@/lib/contacts/queries";
import { openText } from "@/lib/crypto";
import { sendDue } from "@/lib/messages/send-due";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { editWorkItem } from "@/lib/work-items/edit-work-item";
import { workItemPage } from "@/lib/work-items/queries";
import { testContact, testFirm, testLink, type TestFirm } from "@/test/factories/firm";

let f: TestFirm;
beforeEach(async () => {
  f = await testFirm();
});

const maya = (fields: Partial<Parameters<typeof editContact>[2]> = {}) => ({
  firstName: "Maya",
  lastName: "Okonkwo",
  email: f.contactEmail,
  phone: "",
  clientIds: [f.clientId],
  ...fields,
});

test("[W12] of two people who edit a client the second is told, shown the change, and may save again", async () => {
  const drawn = (await clientPage(f.staff, f.clientId))?.version ?? -1;
  await editClient(f.staff, f.clientId, { name: "Larkrise Farm", kind: "person" }, drawn);
  const second = { name: "Larkrise Ltd", kind: "company" as const };
  const refusal = await editClient(f.staff, f.clientId, second, drawn).catch((problem: unknown) => problem);
  expect(refusal).toMatchObject({
    code: "conflict",
    fields: {
      name: "You changed this to “Larkrise Farm” meanwhile.",
      kind: "You changed this to “Person” meanwhile.",
      version: String(drawn + 1),
    },
  });
  expect((await clientPage(f.staff, f.clientId))?.name).toBe("Larkrise Farm");
  await editClient(f.staff, f.clientId, second, drawn + 1);
  expect(await clientPage(f.staff, f.clientId)).toMatchObject({ ...second, version: drawn + 2 });
});

test("[W12] a caller that compares nothing, such as a script, edits all the same", async () => {
  await editClient(f.staff, f.clientId, { name: "A", kind: "company" });
  await editClient(f.staff, f.clientId, { name: "B", kind: "company" });
  expect((await clientPage(f.staff, f.clientId))?.name).toBe("B");
});

test("[W1] a contact's name and clients change, and its devices stay", async () => {
  const other = await createClient(f.staff, { name: "Second", kind: "company" });
  const id = f.contact.contactId;
  expect(await editContact(f.staff, id, maya({ clientIds: [other] }))).toBe(0);
  const now = await contactPage(f.staff, id);
  expect(now).toMatchObject({ lastName: "Okonkwo", clients: [{ name: "Second" }] });
  await expect(editContact(f.staff, id, maya({ clientIds: [] }))).rejects.toMatchObject({
    code: "invalid",
    fields: { client_ids: "Choose at least one client." },
  });
});

const accessOf = (contactId: string) =>
  withFirm(f, async (tx) => {
    const [row] = await tx.execute<{ devices: number; links: number; how: string | null }>(sql`select
      (select count(*)::int from devices where contact_id = ${contactId}::uuid and ended_at is null) devices,
      (select count(*)::int from magic_links where contact_id = ${contactId}::uuid and revoked_at is null) links,
      (select max(ended_how) from devices where contact_id = ${contactId}::uuid) how`);
    return row;
  });

test("[A13] another email address ends the contact's links and devices, and nobody else's", async () => {
  const id = f.contact.contactId;
  await testLink(f.firmId, { contactId: id, email: f.contactEmail });
  expect(await editContact(f.staff, id, maya({ email: "New.Maya@client.example " }))).toBe(1);
  expect(await accessOf(id)).toEqual({ devices: 0, links: 0, how: "email_changed" });
  expect((await accessOf(f.other.contactId))?.devices).toBe(1);
  expect((await contactPage(f.staff, id))?.email).toBe("new.maya@client.example");
});

const noticesOf = (to: string) =>
  withFirm(f, (tx) =>
    tx
      .select({ id: messages.id, sealed: messages.sealed })
      .from(messages)
      .where(and(eq(messages.kind, "address_changed"), eq(messages.toAddress, to))),
  );

test("[AU7] the former address of a contact is told, though it is not the contact's any more, and where it was a way in only", async () => {
  const id = f.contact.contactId;
  await editContact(f.staff, id, maya({ email: "moved@client.example" }));
  await deleteContact(f.staff, id);
  const never = await testContact(f.staff, f.clientId);
  await editContact(f.staff, never.contactId, maya({ email: "other@client.example" }));
  expect(await noticesOf(never.email)).toEqual([]);
  const [notice] = await noticesOf(f.contactEmail);
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: notice?.id ?? "" };
  const letter = JSON.parse(openText(notice?.sealed ?? "", place)) as { subject: string; text: string };
  expect(letter.subject).toMatch(/^The address of your access to .+ was changed$/);
  expect(letter.text).not.toContain("moved@client.example");
  const mailed: string[] = [];
  await sendDue(f.firmId, {
    repeatable: true,
    deliver: ({ to, id: providerId }) => {
      mailed.push(to);
      return Promise.resolve({ kind: "sent", providerId });
    },
  });
  expect(mailed).toContain(f.contactEmail);
});

test("[AU7] an address that moved while a form without a proof was under way is not moved back by it", async () => {
  const id = f.contact.contactId;
  await editContact(f.staff, id, maya({ email: "moved@client.example" }));
  await expect(editContact(f.staff, id, maya(), undefined, "none")).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await contactPage(f.staff, id))?.email).toBe("moved@client.example");
});

test("[C1] an address that another contact has is refused in words", async () => {
  await expect(
    editContact(f.staff, f.contact.contactId, maya({ email: f.otherEmail })),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("[A13] a deleted contact is restored before it is changed", async () => {
  await deleteContact(f.staff, f.contact.contactId);
  await expect(editContact(f.staff, f.contact.contactId, maya())).rejects.toMatchObject({ code: "conflict" });
});

const job = () => ({
  title: "Year-end",
  startsOn: "2026-11-01",
  dueOn: "2026-12-24",
  ownerId: f.staff.staffId,
  status: "in_progress" as const,
});

test("[W12] work is edited, and the second editor reads its days written out", async () => {
  const drawn = (await workItemPage(f.staff, f.workItemId))?.version ?? -1;
  await editWorkItem(f.staff, f.workItemId, job(), drawn);
  expect(await workItemPage(f.staff, f.workItemId)).toMatchObject(job());
  await expect(
    editWorkItem(f.staff, f.workItemId, { ...job(), dueOn: null, status: "ready" }, drawn),
  ).rejects.toMatchObject({
    fields: {
      due_on: "You changed this to “Thursday 24 December 2026” meanwhile.",
      status: "You changed this to “In progress” meanwhile.",
    },
  });
});

test("[W1] work keeps its order of days and an owner of the firm, and completed work is not edited", async () => {
  const other = await testFirm();
  const edit = (fields: Partial<ReturnType<typeof job>>) =>
    editWorkItem(f.staff, f.workItemId, { ...job(), ...fields });
  await expect(edit({ dueOn: "2026-10-01" })).rejects.toMatchObject({ code: "invalid" });
  await expect(edit({ ownerId: other.staff.staffId })).rejects.toMatchObject({ code: "missing" });
  await completeWorkItem(f.staff, f.workItemId, 3);
  await expect(edit({})).rejects.toMatchObject({ code: "conflict" });
});
