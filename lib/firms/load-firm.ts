import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import { env } from "@/lib/env";
import { Refused } from "@/lib/refused";
import { createFirm } from "./create-firm";

const amount = (what: string, fallback: number) =>
  z.coerce
    .number(`Give the number of ${what} as a figure.`)
    .int(`Give the number of ${what} as a whole figure.`)
    .min(1, `At least one of ${what} is needed.`)
    .max(20_000_000, `That is more ${what} than a load makes at once.`)
    .default(fallback);

/** How much to make, in all firms together. */
export const loadInput = z.strictObject({
  firms: amount("firms", 1),
  clients: amount("clients", 400),
  contacts: amount("contacts", 500),
  workItems: amount("work items", 1_200),
  requests: amount("requests", 1_500),
  tasks: amount("tasks", 6_000),
});

type Counts = z.output<typeof loadInput>;
type Loaded = { firmId: string; slug: string; ownerEmail: string; counts: Omit<Counts, "firms"> };

/** The part of a total that falls to one of several. */
const share = (total: number, of: number, at: number): number =>
  Math.floor(total / of) + (at < total % of ? 1 : 0);

/**
 * Makes firms of any size with believable data, for people who evaluate and for benchmarks (O4). Two loads of the same
 * counts are alike. `told` hears of each firm. Throws Refused in production: invented clients have no place beside real
 * ones.
 */
export async function loadFirms(
  given: z.input<typeof loadInput>,
  told: (loaded: Loaded) => void,
): Promise<Loaded[]> {
  const { firms, ...totals } = loadInput.parse(given);
  if (env().mode === "production")
    throw new Refused(
      "forbidden",
      "This is a production database; invented clients are loaded into a demo only.",
    );
  const all: Loaded[] = [];
  for (let at = 0; at < firms; at++) {
    const counts = Object.fromEntries(
      Object.entries(totals).map(([noun, total]) => [noun, Math.max(1, share(total, firms, at))]),
    ) as Loaded["counts"];
    const loaded = await loadFirm(at, counts);
    told(loaded);
    all.push(loaded);
  }
  return all;
}

async function loadFirm(at: number, counts: Loaded["counts"]): Promise<Loaded> {
  const slug = `load-${Date.now().toString(36)}-${String(at + 1)}`;
  const ownerEmail = `owner@${slug}.example`;
  const name = `${towns[at % towns.length] ?? ""} Accountants ${String(at + 1)}`;
  const { firmId, ownerId } = await createFirm({
    name,
    slug,
    plan: "business",
    timeZone: "Europe/London",
    ownerName: "Robin Shaw",
    ownerEmail,
  });
  await withFirm({ firmId }, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    for (const step of [people, work, asked, answered, opened])
      await step(tx, { firmId, ownerId, slug, counts });
  });
  return { firmId, slug, ownerEmail, counts };
}

type Firm = { firmId: string; ownerId: string; slug: string; counts: Loaded["counts"] };

const towns = [
  "Ashdown",
  "Larkrise",
  "Fenwick",
  "Marlow",
  "Tamar",
  "Quayside",
  "Hollin",
  "Brant",
  "Wexcombe",
  "Orchard",
];
const trades = [
  "Bakery",
  "Joinery",
  "Dental",
  "Cider",
  "Motors",
  "Florist",
  "Roofing",
  "Dairy",
  "Studios",
  "Books",
  "Travel",
  "Stone",
];
const firstNames = [
  "Maya",
  "Jonah",
  "Priya",
  "Tom",
  "Elsie",
  "Omar",
  "Greta",
  "Piotr",
  "Lena",
  "Sam",
  "Ines",
  "Hugh",
];
const lastNames = [
  "Okoro",
  "Hale",
  "Marsh",
  "Devlin",
  "Sato",
  "Penrose",
  "Kaur",
  "Lindgren",
  "Abbott",
  "Moreau",
  "Tregenza",
  "Voss",
];
const jobs = [
  "Year-end accounts",
  "VAT return",
  "Payroll",
  "Tax return",
  "Bookkeeping",
  "Company secretarial",
];
const asks = [
  "Send the bank statements",
  "Confirm your address",
  "What was this payment for?",
  "Send the payroll report",
  "Approve the draft",
  "Send the loan statement",
];

/** A name picked by a number, always the same one. */
const pick = (names: string[], salt: string): SQL =>
  sql`(${sql.param(names)}::text[])[1 + abs(hashtext(i::text || ${salt})) % ${names.length}]`;
/** The id of the nth row of a noun, with the marks of a random one (RFC 9562 5.4): doors refuse any other. */
const id = (firm: Firm, noun: string, nth: SQL): SQL =>
  sql`overlay(overlay(md5(${firm.firmId + noun} || (${nth})::text) placing '4' from 13) placing 'a' from 17)::uuid`;
/** A number from 0 to 99 that follows from another. */
const chance = (salt: string): SQL => sql`abs(hashtext(i::text || ${salt})) % 100`;
const series = (n: number): SQL => sql`generate_series(1, ${n}::int) i`;
const since = (days: number): SQL =>
  sql`now() - make_interval(secs => (abs(hashtext(i::text || 'since')) % ${days * 86_400}))`;

async function people(tx: Tx, firm: Firm): Promise<void> {
  const { firmId, slug, counts } = firm;
  await tx.execute(sql`insert into clients (id, firm_id, name, kind, created_at)
    select ${id(firm, "client", sql`i`)}, ${firmId}::uuid,
      ${pick(towns, "town")} || ' ' || ${pick(trades, "trade")} || ' ' || i::text,
      case when ${chance("kind")} < 80 then 'company' else 'person' end, ${since(730)}
    from ${series(counts.clients)}`);
  await tx.execute(sql`insert into contacts (id, firm_id, first_name, last_name, email, deleted_at, created_at)
    select ${id(firm, "contact", sql`i`)}, ${firmId}::uuid, ${pick(firstNames, "first")}, ${pick(lastNames, "last")},
      'contact' || i::text || '@' || ${slug}::text || '.example',
      case when ${chance("deleted")} < 3 then now() end, ${since(730)}
    from ${series(counts.contacts)}`);
  await tx.execute(sql`insert into client_contacts (firm_id, client_id, contact_id)
    select distinct ${firmId}::uuid, ${id(firm, "client", sql`1 + (i - 1) % ${counts.clients}`)},
      ${id(firm, "contact", sql`1 + (i - 1) % ${counts.contacts}`)}
    from ${series(Math.max(counts.clients, counts.contacts))}`);
}

async function work(tx: Tx, firm: Firm): Promise<void> {
  const { firmId, ownerId, counts } = firm;
  await tx.execute(sql`insert into work_items
      (id, firm_id, client_id, owner_id, title, status, starts_on, due_on, completed_at, completed_by, created_at)
    select ${id(firm, "work", sql`i`)}, ${firmId}::uuid, ${id(firm, "client", sql`1 + (i - 1) % ${counts.clients}`)},
      ${ownerId}::uuid, ${pick(jobs, "job")} || ' ' || (2025 + i % 2)::text, status, due_on - 60, due_on,
      case when status = 'completed' then now() end, case when status = 'completed' then ${ownerId}::uuid end, ${since(600)}
    from (select i, current_date + (abs(hashtext(i::text || 'due')) % 240) - 120 as due_on,
        (array['planned', 'ready', 'in_progress', 'waiting', 'waiting', 'waiting', 'completed'])[1 + abs(hashtext(i::text || 'status')) % 7] as status
      from ${series(counts.workItems)}) made`);
}

async function asked(tx: Tx, firm: Firm): Promise<void> {
  const { firmId, ownerId, counts } = firm;
  await tx.execute(sql`insert into requests
      (id, firm_id, work_item_id, title, due_on, status, created_by, sent_at, sent_by, times_sent, withdrawn_at, created_at)
    select ${id(firm, "request", sql`i`)}, ${firmId}::uuid, ${id(firm, "work", sql`1 + (i - 1) % ${counts.workItems}`)},
      'Records, part ' || (1 + (i - 1) / ${counts.workItems})::text, current_date + (abs(hashtext(i::text || 'due')) % 120) - 60,
      status, ${ownerId}::uuid, case when status <> 'draft' then at end, case when status <> 'draft' then ${ownerId}::uuid end,
      case when status = 'draft' then 0 else 1 end, case when status = 'withdrawn' then now() end, at
    from (select i, ${since(400)} as at,
        case when ${chance("sent")} < 10 then 'draft' when ${chance("sent")} < 14 then 'withdrawn' else 'sent' end as status
      from ${series(counts.requests)}) made`);
  // the contact of the client that the request's work belongs to
  await tx.execute(sql`insert into request_recipients (firm_id, request_id, contact_id)
    select ${firmId}::uuid, ${id(firm, "request", sql`i`)},
      ${id(firm, "contact", sql`1 + (((i - 1) % ${counts.workItems}) % ${counts.clients}) % ${counts.contacts}`)}
    from ${series(counts.requests)}`);
}

/** What was never sent has no answer: drafts are told by the same number that made them. */
async function answered(tx: Tx, firm: Firm): Promise<void> {
  const { firmId, counts } = firm;
  await tx.execute(sql`insert into tasks
      (firm_id, request_id, position, kind, title, state, answer_kind, answered_at, done_at, created_at)
    select ${firmId}::uuid, ${id(firm, "request", sql`1 + (i - 1) % ${counts.requests}`)},
      1 + (i - 1) / ${counts.requests}, (array['upload', 'tick', 'answer'])[1 + i % 3], ${pick(asks, "ask")}, state,
      case when state <> 'open' then 'given' end, case when state <> 'open' then at end,
      case when state = 'done' then at end, at
    from (select i, ${since(300)} as at,
        case when abs(hashtext((1 + (i - 1) % ${counts.requests})::text || 'sent')) % 100 < 10 then 'open'
          when ${chance("done")} < 45 then 'done' when ${chance("done")} < 52 then 'with_firm' else 'open' end as state
      from ${series(counts.tasks)}) made`);
}

async function opened(tx: Tx, firm: Firm): Promise<void> {
  const { firmId, counts } = firm;
  const third = Math.ceil(counts.contacts / 3);
  await tx.execute(sql`insert into browsers (id, firm_id, token_hash, name, system)
    select ${id(firm, "browser", sql`i`)}, ${firmId}::uuid, ${firmId} || i::text, 'Chrome', 'Android' from ${series(third)}`);
  await tx.execute(sql`insert into devices (firm_id, browser_id, contact_id, claimed_at, ends_at, last_seen_at)
    select ${firmId}::uuid, ${id(firm, "browser", sql`i`)}, ${id(firm, "contact", sql`i`)}, at, at + interval '720 hours', at
    from (select i, ${since(40)} as at from ${series(third)}) made`);
}
