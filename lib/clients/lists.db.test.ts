import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { contactList, contactsAsked } from "@/lib/contacts/list";
import { contactPage } from "@/lib/contacts/queries";
import { cursorFor } from "@/lib/cursor";
import { requestList, requestsAsked } from "@/lib/requests/list";
import { requestPage } from "@/lib/requests/queries";
import { completeTask } from "@/lib/tasks/complete-task";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { workAsked, workItemList } from "@/lib/work-items/list";
import { openWorkOf } from "@/lib/work-items/open-work-of";
import { workItemPage } from "@/lib/work-items/queries";
import { testContact, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { clientCounts } from "./counts";
import { createClient } from "./create-client";
import { clientChoices, clientList, clientsAsked } from "./list";
import { clientPage, navCounts } from "./queries";

let f: TestFirm;

beforeAll(async () => {
  f = await testFirm();
  await completeTask(f.contact, f.tasks.tick);
});

const asks = (fields: Record<string, string> = {}) => new URLSearchParams(fields);
const clientsOf = (firm: TestFirm, fields?: Record<string, string>) =>
  clientList(firm.staff, clientsAsked(asks(fields)), "2026-11-21");
const namesOf = async (firm: TestFirm, fields: Record<string, string>) =>
  (await clientsOf(firm, fields)).rows.map(({ name }) => name);

test("[W1] the list of clients counts contacts and tasks, and names what is oldest due and who owns the work", async () => {
  const { rows } = await clientsOf(f);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ contacts: 2, open: 2, withFirm: 0, mail: null, oldestDue: "2026-12-11" });
  expect(rows[0]?.lastSeen).toBeInstanceOf(Date);
  expect(rows[0]?.owner).toMatch(/^Ana/);
  expect(rows[0]?.firstContact).toMatch(/^Maya Test/);
});

test("[W1] clients come by name, page by page, each once, and back again", async () => {
  const g = await testFirm();
  for (let at = 0; at < 60; at++)
    await createClient(g.staff, { name: `Client ${String(at % 20).padStart(2, "0")}`, kind: "company" });
  for (const sort of ["name", "newest"]) {
    const seen: string[][] = [];
    let page = await clientsOf(g, { sort });
    for (;;) {
      seen.push(page.rows.map(({ id }) => id));
      if (!page.next) break;
      page = await clientsOf(g, { sort, page: page.next });
    }
    expect(new Set(seen.flat()).size).toBe(61);
    const back: string[][] = [page.rows.map(({ id }) => id)];
    while (page.previous) {
      page = await clientsOf(g, { sort, page: page.previous });
      back.unshift(page.rows.map(({ id }) => id));
    }
    expect(back).toEqual(seen);
  }
  const names = (await namesOf(g, { size: "100" })).slice();
  expect(names).toEqual([...names].sort());
});

test("[W1] rows of one instant are neither skipped nor shown twice at the turn of a page", async () => {
  const g = await testFirm();
  await withFirm(g, (tx) =>
    tx.execute(sql`insert into clients (firm_id, name, kind, created_at)
      select ${g.firmId}::uuid, 'Twin ' || n, 'company', '2026-01-02 03:04:05.678901+00' from generate_series(1, 40) n`),
  );
  const first = await clientsOf(g, { sort: "newest" });
  const second = await clientsOf(g, { sort: "newest", page: first.next ?? "" });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(41);
  expect(second.next).toBeUndefined();
});

test.each([
  ["nonsense", "x'; drop table tasks"],
  [
    "another order's",
    cursorFor({ sort: "newest", back: false, id: randomUUID(), values: ["2026-01-01T00:00:00.000000Z"] }),
  ],
  ["no id", cursorFor({ sort: "name", back: false, id: "1", values: ["A"] })],
  [
    "a character that no text holds",
    cursorFor({ sort: "name", back: false, id: randomUUID(), values: ["A\0"] }),
  ],
])("[W1] a cursor with %s is refused in words", async (_what, page) => {
  await expect(clientsOf(f, { page })).rejects.toMatchObject({ code: "invalid" });
});

test("[W1] a cursor with a day that is none is refused", async () => {
  for (const day of ["2026-02-31", "2026-13-01", "soon"]) {
    const page = cursorFor({ sort: "due", back: false, id: randomUUID(), values: [day] });
    await expect(workItemList(f.staff, workAsked(asks({ sort: "due", page })))).rejects.toMatchObject({
      code: "invalid",
    });
  }
});

test("[W1] each word typed must begin a word, whatever its accents and capitals", async () => {
  const g = await testFirm();
  for (const name of ["Étoile O'Brien & Söhne-GmbH", "Étienne Marsh", "Brienz Ltd"])
    await createClient(g.staff, { name, kind: "company" });
  expect(await namesOf(g, { q: "etoi" })).toEqual(["Étoile O'Brien & Söhne-GmbH"]);
  expect(await namesOf(g, { q: "ÉT" })).toHaveLength(2);
  expect(await namesOf(g, { q: "brien, éto" })).toEqual(["Étoile O'Brien & Söhne-GmbH"]);
  expect(await namesOf(g, { q: "sohne-g" })).toHaveLength(1);
  expect(await namesOf(g, { q: "toile" })).toEqual([]);
  expect(await namesOf(g, { q: "%" })).toEqual([]);
  expect(await namesOf(g, { q: "  \0 " })).toHaveLength(4);
  expect(await namesOf(g, { q: "brien a b c d e f g h i j k l m" })).toEqual([]);
});

test("[W1] a client's mail is the worst of its contacts' newest, whoever else's went wrong", async () => {
  const g = await testFirm();
  const mail = (contactId: string, state: string, minutes: number) =>
    withFirm(g, (tx) =>
      tx.execute(sql`insert into messages (firm_id, kind, dedupe_key, contact_id, to_address, state, created_at)
        values (${g.firmId}::uuid, 'client_notice', ${randomUUID()}, ${contactId}::uuid, 'x@client.example', ${state}, now() + ${minutes} * interval '1 minute')`),
    );
  const shown = async () => (await clientsOf(g)).rows[0]?.mail;
  await mail(g.contact.contactId, "sent", 60);
  await mail(g.other.contactId, "dead", 60);
  expect(await shown()).toBe("failed");
  await mail(g.other.contactId, "sent", 61);
  expect(await shown()).toBe("sent");
  await mail(g.other.contactId, "ambiguous", 62);
  await mail(g.other.contactId, "pending", 63);
  expect(await shown()).toBe("unsure");
  await deleteContact(g.staff, g.other.contactId);
  expect(await shown()).toBe("sent");
});

test("[W1] clients are filtered by owner, late and never opened, and each view counts what it shows", async () => {
  const g = await testFirm();
  const quiet = await createClient(g.staff, { name: "Quiet", kind: "company" });
  const { requestId } = await testRequest(g.staff, quiet, [(await testContact(g.staff, quiet)).contactId]);
  await withFirm(g, (tx) =>
    tx.execute(sql`update requests set due_on = '2026-01-01' where id = ${requestId}::uuid`),
  );
  const today = "2026-11-21";
  const views = {
    mine: { owner: g.staff.staffId },
    late: { waiting: "late" },
    unopened: { waiting: "unopened" },
  };
  expect(await clientCounts(g.staff, today)).toEqual({ all: 2, views: { mine: 2, late: 1, unopened: 1 } });
  for (const asked of [views.late, views.unopened]) expect(await namesOf(g, asked)).toEqual(["Quiet"]);
  expect(await namesOf(g, views.mine)).toHaveLength(2);
  expect(await namesOf(g, { owner: randomUUID() })).toEqual([]);
  await withFirm(g, (tx) =>
    tx.execute(
      sql`insert into clients (firm_id, name, kind) select ${g.firmId}::uuid, 'Many ' || n, 'company' from generate_series(1, 1005) n`,
    ),
  );
  expect(await clientCounts(g.staff, today)).toEqual({ all: 1001 });
});

test("[C4] the work that a request to a contact may hang on is its clients' open work", async () => {
  const g = await testFirm();
  const work = (clientId: string, title: string) =>
    createWorkItem(g.staff, { clientId, title, startsOn: null, dueOn: null });
  await work(g.clientId, "Payroll");
  const done = await work(g.clientId, "Done");
  await completeWorkItem(g.staff, done, 0);
  await work(await createClient(g.staff, { name: "Elsewhere", kind: "company" }), "Not theirs");
  const found = await openWorkOf(g.staff, { contactId: g.contact.contactId });
  expect(found.map(({ title }) => title)[0]).toBe("Payroll");
  expect(found).toHaveLength(2);
});

test("[W1] a choice offers twenty clients by name, says that there are more, and finds any by its words", async () => {
  const g = await testFirm();
  for (let at = 0; at < 25; at++)
    await createClient(g.staff, { name: `Alder ${String(at).padStart(2, "0")}`, kind: "company" });
  const first = await clientChoices(g.staff, "alder");
  expect(first.more).toBe(true);
  expect(first.rows.map(({ name }) => name)).toEqual(
    Array.from({ length: 20 }, (_, at) => `Alder ${String(at).padStart(2, "0")}`),
  );
  const last = await clientChoices(g.staff, "ald 24");
  expect(last).toMatchObject({ rows: [{ name: "Alder 24", contact: null }], more: false });
  expect((await clientChoices(g.staff, "client t-")).rows[0]?.contact).toMatch(/^Maya Test/);
  expect(await clientChoices(g.staff, "nobody")).toEqual({ rows: [], more: false });
});

test("[W1] clients are filtered by kind and by whether anything waits on them", async () => {
  const g = await testFirm();
  await createClient(g.staff, { name: "Ffion Llewellyn", kind: "person" });
  expect(await namesOf(g, { kind: "person" })).toEqual(["Ffion Llewellyn"]);
  expect(await namesOf(g, { waiting: "no" })).toEqual(["Ffion Llewellyn"]);
  expect(await namesOf(g, { waiting: "yes" })).toHaveLength(1);
  expect(await namesOf(g, { kind: "robot" })).toHaveLength(2);
});

test("[W1] contacts are listed by last name, and filtered by deleted and by seen", async () => {
  const g = await testFirm();
  const contactsOf = async (fields: Record<string, string>) =>
    (await contactList(g.staff, contactsAsked(asks(fields)))).rows;
  const all = await contactsOf({});
  expect(all).toHaveLength(2);
  expect(all[0]?.clients).toBe(1);
  expect(all[0]?.firstClient).toMatch(/^Client/);
  expect(await contactsOf({ seen: "never" })).toHaveLength(0);
  expect((await contactsOf({ q: g.contactEmail })).map(({ id }) => id)).toEqual([g.contact.contactId]);
  const { contactId } = await testContact(g.staff, g.clientId);
  await deleteContact(g.staff, contactId);
  expect((await contactsOf({ state: "deleted" })).map(({ id }) => id)).toEqual([contactId]);
  expect(await contactsOf({})).toHaveLength(2);
});

test("[W1] work items and requests come newest or first due first, page by page, filtered", async () => {
  const g = await testFirm();
  for (let at = 0; at < 55; at++)
    await createWorkItem(g.staff, {
      clientId: g.clientId,
      title: `Job ${at}`,
      startsOn: null,
      dueOn: at % 2 ? `2027-01-${String((at % 28) + 1).padStart(2, "0")}` : null,
    });
  const work = (fields: Record<string, string>) => workItemList(g.staff, workAsked(asks(fields)));
  for (const sort of ["newest", "due"]) {
    const rows: { id: string; at: Date; dueOn: string | null }[] = [];
    let page: string | undefined = "";
    do {
      const got = await work({ sort, page });
      rows.push(...got.rows);
      page = got.next;
    } while (page);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(56);
    const keys = rows.map(({ at, dueOn }) => (sort === "due" ? (dueOn ?? "9999") : String(-at.getTime())));
    expect(keys).toEqual(
      [...keys].sort((a, b) => (sort === "due" ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b))),
    );
  }
  expect((await work({ status: "waiting" })).rows.map(({ id }) => id)).toEqual([g.workItemId]);
  expect((await work({ owner: g.staff.staffId, size: "100" })).rows).toHaveLength(56);
  expect((await work({ owner: randomUUID() })).rows).toHaveLength(0);
  expect((await work({ q: "client t-", size: "100" })).rows).toHaveLength(56);
  const requested = async (fields: Record<string, string>, today = "2026-11-21") =>
    (await requestList(g.staff, requestsAsked(asks(fields)), today)).rows;
  expect((await requested({}))[0]).toMatchObject({ tasks: 3, done: 0, status: "sent" });
  expect(await requested({ state: "late" })).toHaveLength(0);
  expect(await requested({ state: "late" }, "2026-12-12")).toHaveLength(1);
  expect(await requested({ state: "draft" })).toHaveLength(0);
  expect(await requested({ state: "done" })).toHaveLength(0);
  for (const task of [g.tasks.tick]) await completeTask(g.contact, task);
  expect(await requested({ state: "sent", sort: "due", owner: g.staff.staffId })).toHaveLength(1);
});

test("[W1] the pages of a client, a contact, a work item and a request hold what belongs to them", async () => {
  expect((await clientPage(f.staff, f.clientId))?.contacts).toHaveLength(2);
  const contact = await contactPage(f.staff, f.contact.contactId);
  expect(contact).toMatchObject({ requests: 1, documents: 0 });
  expect(contact?.clients.map(({ id }) => id)).toEqual([f.clientId]);
  expect((await workItemPage(f.staff, f.workItemId))?.requests[0]?.tasks.map((task) => task.state)).toEqual([
    "done",
    "open",
    "open",
  ]);
  const request = await requestPage(f.staff, f.requestId);
  expect(request?.people.map((person) => person.chosen).sort()).toEqual([false, true]);
  expect(request?.mails).toHaveLength(1);
  expect(await navCounts(f.staff)).toEqual({ requests: 1 });
});
