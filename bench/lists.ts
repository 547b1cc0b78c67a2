import { cookieNames } from "@/lib/access/cookies";
import type { StaffActor } from "@/lib/access/actor";
import { clientList, clientsAsked } from "@/lib/clients/list";
import { contactList, contactsAsked } from "@/lib/contacts/list";
import { requestList, requestsAsked } from "@/lib/requests/list";
import { pageSizes } from "@/lib/paging";
import { workAsked, workItemList } from "@/lib/work-items/list";
import { median, rounds, short, spread, type Row } from "./figures";
import { ask } from "./load";
import { loadedFirm, readThrough, settled, type Counts, type LoadedFirm } from "./loaded";
import type { Lodge } from "./lodge";
import { browserHeaders } from "./people";
import { stage } from "./stage";
import { staffToken } from "./staff";

const all: Counts = {
  firms: 20,
  clients: 40_000,
  contacts: 100_000,
  "work-items": 100_000,
  requests: 200_000,
  tasks: 1_000_000,
};
const part = process.env["BENCH_FULL"] ? 1 : 10;
const many = Object.fromEntries(
  Object.entries(all).map(([noun, count]) => [noun, noun === "firms" ? count : count / part]),
) as Counts;
/** A thousandth of it all: as many tasks to a client, and to a request, as in the large firms. */
const few: Counts = {
  firms: 1,
  clients: 40,
  contacts: 100,
  "work-items": 100,
  requests: 200,
  tasks: 1_000,
};

type Asked = { rows: { id: string }[]; next: string | undefined };
type List = {
  path: string;
  read: (staff: StaffActor, query: URLSearchParams) => Promise<Asked>;
  variants: Record<string, string>;
};

const today = () => new Date().toISOString().slice(0, 10);

/** Every list, plain and in the ways it is asked; each way fills a page in the large firm. */
const lists: Record<string, List> = {
  clients: {
    path: "/admin/clients",
    read: (staff, query) => clientList(staff, clientsAsked(query), "2026-11-21"),
    variants: { plain: "", searched: "q=st", filtered: "kind=company", newest: "sort=newest" },
  },
  contacts: {
    path: "/admin/contacts",
    read: (staff, query) => contactList(staff, contactsAsked(query)),
    variants: { plain: "", searched: "q=ma", filtered: "seen=never", newest: "sort=newest" },
  },
  "work items": {
    path: "/admin/work",
    read: (staff, query) => workItemList(staff, workAsked(query)),
    variants: { plain: "", searched: "q=payr", filtered: "status=waiting", "by due day": "sort=due" },
  },
  requests: {
    path: "/admin/requests",
    read: (staff, query) => requestList(staff, requestsAsked(query), today()),
    variants: { plain: "", searched: "q=rec", filtered: "state=late", "by due day": "sort=due" },
  },
};

const pageOf = (path: string, text: string) => (text ? `${path}?${text}` : path);

/** What one side asks: the same list in its own firm, its cursor its own. */
type Side = LoadedFirm & { headers: Record<string, string> };

async function sideOf(lodge: Lodge, loaded: LoadedFirm): Promise<Side> {
  const origin = `http://${loaded.firm.slug}.localhost:${lodge.port}`;
  const cookie = `${cookieNames.staff}=${await staffToken(loaded.staff, origin)}`;
  return { ...loaded, headers: browserHeaders(lodge, loaded, cookie) };
}

type Shot = { path: string; id: string };

/** The addresses to ask for, each with a row that must stand on its page; those that do not fill a page are left out. */
async function shotsOf({ path, read, variants }: List, { staff }: Side): Promise<Record<string, Shot>> {
  const { next = "" } = await read(staff, new URLSearchParams());
  const second = `page=${encodeURIComponent(next)}`;
  const shots: Record<string, Shot> = {};
  for (const [name, text] of Object.entries({ ...variants, "second page": second })) {
    const { rows } = await read(staff, new URLSearchParams(text));
    const [first] = rows;
    if (first && rows.length === pageSizes[0]) shots[name] = { path: pageOf(path, text), id: first.id };
  }
  return shots;
}

async function timed(lodge: Lodge, { headers }: Side, shot: Shot): Promise<number> {
  const { status, body, ms } = await ask(lodge.port, undefined, { path: shot.path, headers });
  if (status !== 200 || !body.includes(shot.id))
    throw new Error(`${shot.path} was answered ${status}, or without its first row.`);
  return ms;
}

/** How often a page is asked in one round. */
const times = 4;

/** P7: the staff's lists in one of twenty large firms against a firm with a thousand tasks, in the same database. */
export async function staffLists(): Promise<Row[]> {
  const { lodge, ownerUrl } = await stage();
  console.log(`Loading ${many.tasks} tasks in ${many.firms} firms …`);
  const ours = await sideOf(lodge, await loadedFirm(many));
  const floor = await sideOf(lodge, await loadedFirm(few));
  await settled(ownerUrl);
  const rows: Row[] = [];
  const asked: Shot[] = [];
  for (const [noun, list] of Object.entries(lists)) {
    const [own, their] = [await shotsOf(list, ours), await shotsOf(list, floor)];
    if (Object.keys(own).length <= Object.keys(list.variants).length)
      throw new Error(`The large firm has too few ${noun} for each page.`);
    for (const [name, shot] of Object.entries(own)) {
      // few rows are drawn sooner, whatever the database does: a plain full page is the floor where there is no other
      const other = their[name] ?? their["plain"];
      if (!other) throw new Error(`The small firm has too few ${noun} for a page.`);
      asked.push(shot);
      const ms = { ours: [] as number[], floor: [] as number[] };
      for (let at = -2; at < rounds * times; at++) {
        const [least, most] = [await timed(lodge, floor, other), await timed(lodge, ours, shot)];
        // the first two warm what is compiled and kept
        if (at < 0) continue;
        ms.floor.push(least);
        ms.ours.push(most);
      }
      const ratio = median(ms.ours) / median(ms.floor);
      rows.push({
        row: "P7",
        what: `${noun}, ${name}: ms a page${their[name] ? "" : " (floor: plain)"}`,
        ours: spread(ms.ours),
        floor: spread(ms.floor),
        ratio: short(ratio),
        bar: "≤ 1.5 ×",
        met: ratio <= 1.5,
      });
    }
  }
  const through = await readThrough(ownerUrl, async () => {
    for (const shot of asked) await timed(lodge, ours, shot);
  });
  const scans: Row = {
    row: "P7",
    what: `large tables read through in ${asked.length} pages, ${many.tasks} tasks`,
    ours: through.join(", ") || "none",
    floor: "–",
    ratio: "",
    bar: "none",
    met: through.length === 0,
  };
  return [...rows, scans];
}
