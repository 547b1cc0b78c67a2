import { cookieNames } from "@/lib/access/cookies";
import type { StaffActor } from "@/lib/access/actor";
import { clientList, clientsAsked } from "@/lib/clients/list";
import { contactList, contactsAsked } from "@/lib/contacts/list";
import { requestList, requestsAsked } from "@/lib/requests/list";
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
const few: Counts = {
  firms: 1,
  clients: 400,
  contacts: 500,
  "work-items": 400,
  requests: 400,
  tasks: 1_000,
};

type Asked = { rows: { id: string }[]; next: string | undefined };
type List = {
  path: string;
  read: (staff: StaffActor, query: URLSearchParams) => Promise<Asked>;
  variants: Record<string, string>;
};

const today = () => new Date().toISOString().slice(0, 10);

/** Every list, plain and in the ways it is asked; each way fills a page in both firms. */
const lists: Record<string, List> = {
  clients: {
    path: "/admin/clients",
    read: (staff, query) => clientList(staff, clientsAsked(query)),
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

/** The addresses to ask for, each with a row that must stand on its page; throws when a page is not full. */
async function shotsOf({ path, read, variants }: List, { staff }: Side) {
  const shots: Record<string, { path: string; id: string }> = {};
  const take = (name: string, text: string, { rows }: Asked) => {
    if (rows.length < 25) throw new Error(`${pageOf(path, text)} has ${rows.length} rows; a page has 25.`);
    shots[name] = { path: pageOf(path, text), id: rows[0]?.id ?? "" };
  };
  for (const [name, text] of Object.entries(variants))
    take(name, text, await read(staff, new URLSearchParams(text)));
  const { next = "" } = await read(staff, new URLSearchParams());
  const second = `page=${encodeURIComponent(next)}`;
  take("second page", second, await read(staff, new URLSearchParams(second)));
  return shots;
}

async function timed(lodge: Lodge, { headers }: Side, shot: { path: string; id: string }): Promise<number> {
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
  const asked: { path: string; id: string }[] = [];
  for (const [noun, list] of Object.entries(lists)) {
    const [own, their] = [await shotsOf(list, ours), await shotsOf(list, floor)];
    for (const [name, shot] of Object.entries(own)) {
      const other = their[name];
      if (!other) continue;
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
        what: `${noun}, ${name}: ms a page`,
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
