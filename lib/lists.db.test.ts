import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { clientCounts } from "@/lib/clients/counts";
import { clientChoices, clientList, clientsAsked } from "@/lib/clients/list";
import { navCounts } from "@/lib/clients/queries";
import { contactList, contactsAsked } from "@/lib/contacts/list";
import { requestList, requestsAsked } from "@/lib/requests/list";
import { workAsked, workItemList } from "@/lib/work-items/list";
import { openWorkOf } from "@/lib/work-items/open-work-of";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";

/** Twenty firms with 1 000 clients, contacts and work items, 2 000 requests and 5 000 tasks each. */
let f: TestFirm;
let watch: postgres.Sql;
const large = [
  "clients",
  "contacts",
  "client_contacts",
  "work_items",
  "requests",
  "tasks",
  "search_words",
  "devices",
  "messages",
];

const fill = (firmId: string, ownerId: string) => `
  with c as (insert into clients (firm_id, name, kind, created_at)
      select '${firmId}', 'Alder ' || n || ' Trading', case n % 3 when 0 then 'person' else 'company' end, now() - n * interval '1 hour'
      from generate_series(1, 1000) n returning id),
    p as (insert into contacts (firm_id, first_name, last_name, email, created_at)
      select '${firmId}', 'Maya', 'Alder ' || n, n || '@many.example', now() - n * interval '1 hour'
      from generate_series(1, 1000) n returning id),
    b as (insert into browsers (firm_id, token_hash, name, system) values ('${firmId}', 'many', 'Chrome', 'Linux') returning id),
    d as (insert into devices (firm_id, browser_id, contact_id, ends_at)
      select '${firmId}', b.id, p.id, now() + interval '9 days' from b, p where p.id::text < 'c'),
    cn as (select id, row_number() over () n from c), pn as (select id, row_number() over () n from p),
    cc as (insert into client_contacts (firm_id, client_id, contact_id)
      select '${firmId}', cn.id, pn.id from cn join pn using (n)),
    m as (insert into messages (firm_id, kind, dedupe_key, contact_id, to_address, state, sent_at)
      select '${firmId}', 'client_notice', p.id || '.' || n, p.id, 'x@many.example', case when n % 9 = 0 then 'dead' else 'sent' end, now()
      from p, generate_series(1, 3) n),
    w as (insert into work_items (firm_id, client_id, owner_id, title, status, due_on, created_at)
      select '${firmId}', id, '${ownerId}', 'Accounts ' || n, 'in_progress', date '2026-06-01' + n::int, now() - n * interval '1 hour'
      from cn returning id),
    r as (insert into requests (firm_id, work_item_id, title, created_by, status, sent_at, due_on, created_at)
      select '${firmId}', w.id, 'Papers ' || n, '${ownerId}', case n when 1 then 'draft' else 'sent' end, now(), date '2026-12-01' + n, now() - n * interval '1 hour'
      from w, generate_series(1, 2) n returning id)
  insert into tasks (firm_id, request_id, position, kind, title, state, done_at)
    select '${firmId}', r.id, n, 'tick', 'Look at it', case n when 3 then 'done' else 'open' end, case n when 3 then now() end
    from r, generate_series(1, 3) n`;

beforeAll(async () => {
  const { ownerUrl } = await testDatabase();
  const url = new URL(process.env["LODGE_TEST_SUPER_URL"] ?? "");
  url.pathname = new URL(ownerUrl).pathname;
  watch = postgres(url.toString(), { max: 1, onnotice: () => undefined });
  f = await testFirm();
  await watch.unsafe(fill(f.firmId, f.staff.staffId));
  for (let at = 1; at < 20; at++) {
    const other = await testFirm();
    await watch.unsafe(fill(other.firmId, other.staff.staffId));
  }
  await watch.unsafe("vacuum analyze");
}, 120_000);
afterAll(() => watch.end());

/** How often each large table was read through since the database was made; a session tells when it ends. */
async function readThrough(): Promise<Record<string, number>> {
  await closeDatabase();
  const sessions = async () => {
    const [row] = await watch<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return row?.count;
  };
  await expect.poll(sessions, { interval: 10, timeout: 10_000 }).toBe(0);
  const rows = await watch<{ name: string; scans: number }[]>`
    select relname as name, seq_scan::int as scans from pg_stat_user_tables where relname = any(${large}) order by 1`;
  return Object.fromEntries(rows.map(({ name, scans }) => [name, scans]));
}

const asks = (text: string) => new URLSearchParams(text);
const clientsOf = (text: string) => clientList(f.staff, clientsAsked(asks(text)), "2026-11-21");
const contactsOf = (text: string) => contactList(f.staff, contactsAsked(asks(text)));
const workOf = (text: string) => workItemList(f.staff, workAsked(asks(text)));
const requestsOf = (text: string) => requestList(f.staff, requestsAsked(asks(text)), "2026-11-21");

const searches = ["", "q=alder", "q=ald+mar", "q=alder+77", "q=zzz"];
const cases: [string, (text: string) => Promise<{ rows: unknown[]; next?: string | undefined }>, string[]][] =
  [
    [
      "clients",
      clientsOf,
      [
        "sort=newest",
        "kind=person",
        "waiting=yes",
        "waiting=late",
        "waiting=unopened",
        "waiting=no",
        "owner=OWNER",
        "archived=yes",
        "size=100",
      ],
    ],
    ["contacts", contactsOf, ["sort=newest", "state=deleted", "seen=never", "seen=seen"]],
    [
      "work",
      workOf,
      ["sort=due", "status=planned", "status=open", "owner=OWNER", "client=CLIENT", "archived=yes"],
    ],
    [
      "requests",
      requestsOf,
      ["sort=due", "state=draft", "state=sent", "state=late", "state=done", "owner=OWNER"],
    ],
  ];

test.each(
  cases.flatMap(([noun, list, filters]) =>
    [...searches, ...filters].map((text) => [noun, text, list] as const),
  ),
)("[W1] the list of %s asked for “%s” reads no large table through", async (_noun, text, list) => {
  const asked = text.replace("OWNER", f.staff.staffId).replace("CLIENT", f.clientId);
  const before = await readThrough();
  const { next } = await list(asked);
  if (next) await list(`${asked}&page=${next}`);
  expect(await readThrough()).toEqual(before);
});

test("[W1] the navigation's count, the views' and the choices of a client and of work read no large table through", async () => {
  const before = await readThrough();
  expect((await clientCounts(f.staff, "2026-11-21")).all).toBe(1001);
  await openWorkOf(f.staff, { contactId: f.contact.contactId });
  expect(await navCounts(f.staff)).toEqual({ requests: 100 });
  for (const words of ["", "ald", "alder 77", "zzz"]) await clientChoices(f.staff, words);
  expect(await readThrough()).toEqual(before);
});

test("[W1] the watch would see a table that is read through", async () => {
  const before = await readThrough();
  await watch`select count(*) from tasks where title like '%x'`;
  await watch.end();
  const { pathname } = new URL((await testDatabase()).ownerUrl);
  const url = new URL(process.env["LODGE_TEST_SUPER_URL"] ?? "");
  url.pathname = pathname;
  watch = postgres(url.toString(), { max: 1, onnotice: () => undefined });
  expect((await readThrough())["tasks"]).toBeGreaterThan(before["tasks"] ?? 0);
});
