import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { clientNotices } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { contacts } from "@/db/schema/people";
import { sendAccessLink } from "@/lib/access/send-access-link";
import { addClientComment } from "@/lib/comments/add-comment";
import { beginUpload } from "@/lib/files/begin-upload";
import { guestsOfTask } from "@/lib/guests/queries";
import { sendLoginLink } from "@/lib/logins/send-login-link";
import { createRequest, saveRequest } from "@/lib/requests/edit-draft";
import { requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { answerTask } from "@/lib/tasks/answer-task";
import { workItemPage } from "@/lib/work-items/queries";
import { asStaff } from "@/test/actors";
import { ask, testKey } from "@/test/api";
import { testDatabase } from "@/test/db";
import { livedContact, lived } from "@/test/factories/lived";
import { testContact, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { guestOf, testGuest } from "@/test/factories/guest";
import { createContact } from "./create-contact";
import { deleteContact, restoreContact } from "./delete-contact";
import { editContact } from "./edit-contact";
import { eraseContact } from "./erase-contact";
import { contactList, contactsAsked } from "./list";
import { contactPage } from "./queries";
import { contactTimeline } from "./timeline";

beforeAll(testDatabase);

/** Every column of the firm's that holds one of these words, found in all text, lists and JSON of the database. */
async function columnsWith(firmId: string, words: string[]): Promise<string[]> {
  return withFirm({ firmId }, async (tx) => {
    const columns = await tx.execute<{ table: string; column: string }>(
      sql`select table_name as "table", column_name as "column" from information_schema.columns
        where table_schema = 'public' and data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY') order by 1, 2`,
    );
    expect(columns.length).toBeGreaterThan(100);
    const found: string[] = [];
    for (const { table, column } of columns) {
      const has = sql.join(
        words.map(
          (word) => sql`position(${word.toLowerCase()} in lower(${sql.identifier(column)}::text)) > 0`,
        ),
        sql` or `,
      );
      const [row] = await tx.execute<{ n: number }>(
        sql`select count(*)::int as n from ${sql.identifier(table)} where ${has}`,
      );
      if (row?.n) found.push(`${table}.${column}`);
    }
    return found;
  });
}

const words = [...Object.values(lived), "quill.example"];

test("[C2] after an erasure no column holds the name, the addresses or the telephone number, but what the contact itself wrote", async () => {
  const f = await testFirm();
  const { contactId, tasks, workItemId } = await livedContact(f);
  const before = await columnsWith(f.firmId, words);
  expect(before).toEqual(
    expect.arrayContaining([
      "access_asks.masked_email",
      "audit_events.ip",
      "comments.body",
      "contacts.email",
      "contacts.first_name",
      "contacts.phone",
      "devices.first_ip",
      "files.name",
      "guests.email",
      "idempotency_keys.body",
      "link_visits.ip",
      "login_links.email",
      "logins.email",
      "logins.last_login_ip",
      "magic_links.email",
      "messages.problem",
      "messages.to_address",
      "search_words.word",
      "task_drafts.body",
      "tasks.answer",
    ]),
  );
  await deleteContact(f.staff, contactId);
  await eraseContact(f.staff, contactId, `  ${lived.first.toUpperCase()}   ${lived.last} `);
  expect(await columnsWith(f.firmId, words)).toEqual(["comments.body", "files.name", "tasks.answer"]);
  const mails = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(eq(messages.toAddress, `erased-${contactId}@erased.invalid`)),
  );
  expect(mails.length).toBeGreaterThan(4);
  expect(
    mails.filter(({ sealed, state }) => sealed !== null || state === "pending" || state === "leased"),
  ).toEqual([]);
  const task = (await workItemPage(f.staff, workItemId))?.requests
    .flatMap((request) => request.tasks)
    .find(({ id }) => id === tasks.answer);
  expect(task?.answeredBy).toBe("Erased contact");
});

/** Every row of the firm's that names the contact, its login or its devices, by table. */
const tablesNaming = (firmId: string, ids: string[]) =>
  withFirm({ firmId }, async (tx) => {
    const tables = await tx.execute<{ table: string }>(
      sql`select distinct table_name as "table" from information_schema.columns
        where table_schema = 'public' and column_name = 'firm_id' order by 1`,
    );
    const found: string[] = [];
    for (const { table } of tables) {
      const [row] = await tx.execute<{ n: number }>(
        sql`select count(*)::int as n from ${sql.identifier(table)} t
          where to_jsonb(t)::text like any (array[${sql.join(
            ids.map((id) => sql`${`%${id}%`}`),
            sql`, `,
          )}])`,
      );
      if (row?.n) found.push(table);
    }
    return found;
  });

test("[C2] login, factors, devices, sessions, links, visits, drafts, notices and views of an erased contact are gone", async () => {
  const f = await testFirm();
  const { contactId, loginId, deviceIds } = await livedContact(f);
  await withFirm(f, (tx) =>
    tx.insert(clientNotices).values({ firmId: f.firmId, contactId, dueAt: sql`now() + interval '1 day'` }),
  );
  const gone = [
    ...[
      "client_contacts",
      "client_notices",
      "client_views",
      "devices",
      "device_revoke_links",
      "login_challenges",
    ],
    ...[
      "login_browsers",
      "login_links",
      "login_sessions",
      "logins",
      "magic_links",
      "passkey_challenges",
      "passkeys",
    ],
    ...["recovery_codes", "sessions", "task_drafts", "totp_secrets"],
  ];
  const ids = [contactId, loginId, ...deviceIds];
  expect(await tablesNaming(f.firmId, ids)).toEqual(expect.arrayContaining(gone));
  await deleteContact(f.staff, contactId);
  await eraseContact(f.staff, contactId, lived.full);
  const stays = [
    "audit_events",
    "changes",
    "comments",
    "contacts",
    "files",
    "guests",
    "idempotency_keys",
    "messages",
  ];
  const left = await tablesNaming(f.firmId, ids);
  expect(left.filter((table) => gone.includes(table))).toEqual([]);
  expect([...stays, "request_recipients", "search_words", "tasks"]).toEqual(expect.arrayContaining(left));
});

test("[C2] the audit log keeps every event of an erased contact with ids only, and the erasure itself", async () => {
  const f = await testFirm();
  const { contactId } = await livedContact(f);
  const log = () =>
    withFirm(f, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.firmId, f.firmId)).orderBy(auditEvents.seq),
    );
  await deleteContact(f.staff, contactId);
  const before = await log();
  await eraseContact(f.staff, contactId, lived.full);
  const after = await log();
  const last = after.at(-1);
  expect(last).toMatchObject({ action: "contact.erased", actorKind: "staff", subject: { contactId } });
  const kinds = new Set(before.filter(({ ip }) => ip === lived.ip).map(({ actorKind }) => actorKind));
  expect([...kinds].sort()).toEqual(["contact", "guest", "stranger"]);
  expect(after.slice(0, -1)).toEqual(before.map((row) => (row.ip === lived.ip ? { ...row, ip: "" } : row)));
});

/** A deleted contact without a past. */
async function deletedContact(f: TestFirm) {
  const { contactId } = await testContact(f.staff, f.clientId);
  const page = await contactPage(f.staff, contactId);
  await deleteContact(f.staff, contactId);
  return { contactId, name: `${page?.firstName ?? ""} ${page?.lastName ?? ""}`, email: page?.email ?? "" };
}

test("[C2] only a deleted contact is erased, by its own name, once", async () => {
  const f = await testFirm();
  const { contactId, name } = await deletedContact(f);
  await restoreContact(f.staff, contactId);
  await expect(eraseContact(f.staff, contactId, name)).rejects.toThrow("Delete it first");
  await deleteContact(f.staff, contactId);
  for (const typed of ["", "Maya", `${name}s`, "Erased contact"])
    await expect(eraseContact(f.staff, contactId, typed)).rejects.toThrow("not this contact's name");
  expect((await contactPage(f.staff, contactId))?.erasedAt).toBeNull();
  await eraseContact(f.staff, contactId, name);
  await expect(eraseContact(f.staff, contactId, "Erased contact")).rejects.toThrow("erased already");
});

test("[C2] an erased contact is not restored, edited, mailed or asked, and its address is anybody's again", async () => {
  const f = await testFirm();
  const { contactId, name, email } = await deletedContact(f);
  await eraseContact(f.staff, contactId, name);
  const erased = `erased-${contactId}@erased.invalid`;
  const typed = { firstName: "Maya", lastName: "Again", email, phone: "" };
  await expect(restoreContact(f.staff, contactId)).rejects.toThrow("erased for good");
  await expect(editContact(f.staff, contactId, { ...typed, clientIds: [f.clientId] })).rejects.toThrow(
    "erased for good",
  );
  await expect(sendLoginLink(f.staff, contactId)).rejects.toThrow("erased for good");
  await expect(
    createContact(f.staff, {
      ...typed,
      firstName: "Erased",
      lastName: "contact",
      email: erased,
      clientId: f.clientId,
    }),
  ).rejects.toThrow("not an email address");
  const requestId = await createRequest(f.staff, { workItemId: f.workItemId, title: "More" });
  expect((await requestPage(f.staff, requestId))?.people.map((person) => person.contactId)).not.toContain(
    contactId,
  );
  await expect(
    saveRequest(f.staff, requestId, { title: "More", note: "", dueOn: null, recipientIds: [contactId] }),
  ).rejects.toThrow("no contact of this client");
  await deleteContact(f.staff, contactId);
  expect((await contactPage(f.staff, contactId))?.erasedAt).not.toBeNull();
  const anew = await createContact(f.staff, { ...typed, clientId: f.clientId });
  expect(anew).not.toBe(contactId);
});

test("[C2] an erased contact is in no list and found by no word; its own page has no more than that it was", async () => {
  const f = await testFirm();
  const { contactId } = await livedContact(f);
  const { key } = await testKey(f, "contacts:read");
  const found = async (words: string, state = "") => {
    const query = new URLSearchParams({ q: words, state });
    const own = (await contactList(f.staff, contactsAsked(query))).rows.map(({ id }) => id);
    const { body } = await ask(key, `GET /contacts?q=${encodeURIComponent(words)}`);
    return [...own, ...(body as { data: { id: string }[] }).data.map(({ id }) => id)].filter(
      (id) => id === contactId,
    );
  };
  expect(await found(lived.last)).toHaveLength(2);
  await deleteContact(f.staff, contactId);
  await eraseContact(f.staff, contactId, lived.full);
  for (const words of ["", lived.first, lived.last, lived.email, "erased", "contact", contactId])
    expect([...(await found(words)), ...(await found(words, "deleted"))]).toEqual([]);
  expect(await contactPage(f.staff, contactId)).toMatchObject({
    ...{ firstName: "Erased", lastName: "contact", phone: "", clients: [], documents: 1 },
    email: `erased-${contactId}@erased.invalid`,
  });
  const events = (await contactTimeline(f.staff, contactId, undefined)).rows.map(({ kind }) => kind);
  expect(new Set(events)).toEqual(new Set(["mail", "act", "comment"]));
  expect((await ask(key, `GET /contacts/${contactId}`)).body).toMatchObject({
    first_name: "Erased",
    client_ids: [],
  });
});

test("[C2] an answer kept for a program that made the contact names it no more, and is still given once", async () => {
  const f = await testFirm();
  const { contactId, made } = await livedContact(f);
  await deleteContact(f.staff, contactId);
  await eraseContact(f.staff, contactId, lived.full);
  const again = await made();
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({ id: contactId, first_name: "Erased", phone: "" });
  const named = await withFirm(f, (tx) =>
    tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.firmId, f.firmId), eq(contacts.email, lived.email))),
  );
  expect(named).toEqual([]);
});

test("[C2] of an erasure and a restore at once one wins, and the other is told", async () => {
  const f = await testFirm();
  const won = new Set<string>();
  for (let at = 0; at < 12; at++) {
    const { contactId, name } = await deletedContact(f);
    const acts = [() => eraseContact(f.staff, contactId, name), () => restoreContact(f.staff, contactId)];
    const [first, second] = await Promise.allSettled((at % 2 ? acts.reverse() : acts).map((act) => act()));
    expect([first?.status, second?.status].sort()).toEqual(["fulfilled", "rejected"]);
    const page = await contactPage(f.staff, contactId);
    won.add(page?.erasedAt ? "erased" : "restored");
    expect(Boolean(page?.erasedAt)).toBe(Boolean(page?.deletedAt));
    expect(`${page?.firstName ?? ""} ${page?.lastName ?? ""}`).toBe(page?.erasedAt ? "Erased contact" : name);
  }
  expect([...won].sort()).toEqual(["erased", "restored"]);
});

test("[C2] two erasures at once erase once", async () => {
  const f = await testFirm();
  const { contactId, name } = await deletedContact(f);
  const both = await Promise.allSettled([1, 2].map(() => eraseContact(f.staff, contactId, name)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const erasures = await withFirm(f, (tx) =>
    tx.$count(auditEvents, eq(auditEvents.action, "contact.erased")),
  );
  expect(erasures).toBe(1);
});

test("[C2] what others of the client have is left as it was", async () => {
  const f = await testFirm();
  const { contactId } = await livedContact(f);
  await addClientComment(f.contact, {
    taskId: f.tasks.tick,
    formKey: randomUUID(),
    body: "From somebody else",
  });
  await answerTask(f.contact, f.tasks.answer, "Mine");
  await sendAccessLink(f.firm, { by: "email", typed: f.contactEmail }, randomUUID(), {
    ip: "127.0.0.1",
    requestId: "r",
  });
  const others = async () => ({
    page: await contactPage(f.staff, f.contact.contactId),
    timeline: await contactTimeline(f.staff, f.contact.contactId, undefined),
    left: await tablesNaming(f.firmId, [f.contact.contactId, f.contact.deviceId]),
  });
  await deleteContact(f.staff, contactId);
  const before = await others();
  await eraseContact(f.staff, contactId, lived.full);
  expect(await others()).toEqual(before);
  await sendRequest(f.staff, f.requestId, 1);
});

test("[C2] where an erased person was somebody else's guest, its addresses go and it is out; other guests stay", async () => {
  const f = await testFirm();
  const { contactId, name, email } = await deletedContact(f);
  const { tasks } = await testRequest(f.staff, f.clientId, [f.other.contactId]);
  const [erased, another] = [
    await testGuest(f.other, tasks.tick, email),
    await testGuest(f.other, tasks.tick, "another@guest.example"),
  ];
  const log = () =>
    withFirm(f, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.firmId, f.firmId)).orderBy(auditEvents.seq),
    );
  const upload = { taskId: tasks.tick, uploadKey: randomUUID(), name: "a.txt", size: 3 };
  for (const { guest } of [erased, another]) await beginUpload(guest, upload);
  const before = await log();
  await eraseContact(f.staff, contactId, name);
  expect(await columnsWith(f.firmId, [email])).toEqual([]);
  expect(await guestOf(f.firmId, erased.tokens)).toBeUndefined();
  expect(await guestOf(f.firmId, another.tokens)).toBeDefined();
  expect((await guestsOfTask(f.other, tasks.tick)).map((guest) => guest.email).sort()).toEqual([
    "another@guest.example",
    "•••",
  ]);
  const ofErased = ({ actorKind, actorId, subject }: (typeof before)[number]) =>
    actorId === erased.guest.guestId ||
    (actorKind === "stranger" && JSON.stringify(subject).includes(erased.guest.guestId));
  expect(new Set(before.filter(ofErased).map(({ actorKind }) => actorKind))).toEqual(
    new Set(["guest", "stranger"]),
  );
  const after = (await log()).slice(0, before.length);
  expect(after).toEqual(before.map((row) => (ofErased(row) ? { ...row, ip: "" } : row)));
});

test("[F4] erasing is an owner's and an admin's power", async () => {
  const { mayUse } = await import("@/lib/access/permissions");
  const f = await testFirm();
  const roles = (["owner", "admin", "member"] as const).filter((role) =>
    mayUse(asStaff(f.firmId, f.staff.staffId, role).role, "contacts.erase"),
  );
  expect(roles).toEqual(["owner", "admin"]);
});
