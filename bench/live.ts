import { cookieNames } from "@/lib/access/cookies";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { median, rounds, short, spread, type Row } from "./figures";
import { ask, type Shot } from "./load";
import type { Lodge } from "./lodge";
import { browserHeaders, newPerson, untilMailed, type Person } from "./people";
import { cpuMs } from "./processes";
import { stage } from "./stage";
import { staffToken } from "./staff";
import { heardBy, liveOf, openStream, untilHeard, type Stream } from "./streams";

const staffPages = 10;
const contactPages = 190;
const idleSeconds = 20;

/** An open page: its stream, and what it asks to read itself anew. */
type OpenPage = { stream: Stream; anew: Shot };

/** What Next's router asks for a page that it shows already; the first answer tells the address that goes with it. */
async function shotAnew(port: number, path: string, headers: Record<string, string>): Promise<Shot> {
  const shot = { path, headers: { ...headers, accept: "*/*", rsc: "1" } };
  const { location } = (await ask(port, undefined, shot)).headers;
  return { ...shot, path: location ?? path };
}

/** So many people, a few at a time, for the database has few connections. */
async function newPeople(firm: TestFirm, count: number): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < count)
    people.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(5, count - people.length) }, () => newPerson(firm)),
      )),
    );
  return people;
}

async function openAll(lodge: Lodge, firm: TestFirm, people: Person[]): Promise<OpenPage[]> {
  const origin = `http://${firm.firm.slug}.localhost:${lodge.port}`;
  const cookie = `${cookieNames.staff}=${await staffToken(firm.staff, origin)}`;
  const staff = { path: "/admin/work", live: "/live", headers: browserHeaders(lodge, firm, cookie) };
  const wanted = [
    ...people.map((person) => ({
      path: "/",
      live: liveOf(person),
      headers: browserHeaders(lodge, firm, person.cookie),
    })),
    ...Array.from({ length: staffPages }, () => staff),
  ];
  const pages: OpenPage[] = [];
  for (const { path, live, headers } of wanted) {
    const anew = await shotAnew(lodge.port, path, headers);
    pages.push({ anew, stream: await openStream(lodge.port, live, headers) });
  }
  return pages;
}

/** CPU milliseconds that the server uses in a second while nothing happens. */
async function idleCpu(pid: number): Promise<number> {
  const before = cpuMs(pid) ?? NaN;
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000));
  return ((cpuMs(pid) ?? NaN) - before) / idleSeconds;
}

/** Reads the page anew as its script does: after a short while that differs from page to page. Its end, by performance.now(). */
async function readAnew(port: number, { anew }: OpenPage): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250));
  const { status, headers } = await ask(port, undefined, anew);
  if (status !== 200 || headers["content-type"] !== "text/x-component")
    throw new Error(`${anew.path} was answered ${status} ${headers["content-type"] ?? ""}.`);
  return performance.now();
}

/** One change on every page: ms from its commit until the last page has heard, and was read anew; CPU ms for it all. */
async function oneChange({ port, pid }: Lodge, pages: OpenPage[], act: () => Promise<unknown>) {
  const cpuBefore = cpuMs(pid) ?? NaN;
  const streams = pages.map(({ stream }) => stream);
  const before = heardBy(streams);
  const read = pages.map(
    (page) =>
      new Promise<number>((resolve, reject) => {
        page.stream.onChange = () => {
          page.stream.onChange = undefined;
          readAnew(port, page).then(resolve, reject);
        };
      }),
  );
  const all = Promise.all(read);
  all.catch(() => undefined);
  await act();
  const committed = performance.now();
  if (!(await untilHeard(streams, before, 30))) throw new Error("A page heard nothing of a change.");
  const heard = Math.max(...streams.map(({ heardAt }) => heardAt)) - committed;
  const done = Math.max(...(await all)) - committed;
  return { heard, read: done, cpu: (cpuMs(pid) ?? NaN) - cpuBefore };
}

/** P10: a change on two hundred open pages, and what they cost while nothing happens. */
export async function live(): Promise<Row[]> {
  const { lodge } = await stage();
  const firm = await testFirm();
  const people = await newPeople(firm, contactPages);
  const contactIds = people.map(({ actor }) => actor.contactId);
  const { tasks } = await testRequest(firm.staff, firm.clientId, contactIds);
  await untilMailed(lodge);
  const without = await idleCpu(lodge.pid);
  const pages = await openAll(lodge, firm, people);
  const streams = pages.map(({ stream }) => stream);
  const [first] = people;
  if (!first) throw new Error("Nobody has a page open.");
  try {
    const change = async () => {
      await completeTask(first.actor, tasks.tick);
      const told = await untilHeard(streams, heardBy(streams), 5);
      await untickTask(first.actor, tasks.tick);
      return told;
    };
    // the server begins to listen with its first stream; what comes before is told to nobody
    while (!(await change()));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const before = heardBy(streams);
    const idle = await idleCpu(lodge.pid);
    const ended = streams.filter(({ isOpen }) => !isOpen).length;
    const told = streams.filter(({ heard }, at) => heard > (before[at] ?? 0)).length;
    const changes: Awaited<ReturnType<typeof oneChange>>[] = [];
    for (let round = 0; round < rounds; round++) {
      changes.push(await oneChange(lodge, pages, () => completeTask(first.actor, tasks.tick)));
      changes.push(await oneChange(lodge, pages, () => untickTask(first.actor, tasks.tick)));
    }
    const row = (what: string, ours: string, bar: string, met: boolean | undefined): Row => ({
      row: "P10",
      what,
      ours,
      floor: "–",
      ratio: "",
      bar,
      met,
    });
    const heard = changes.map((one) => one.heard);
    const read = changes.map((one) => one.read);
    return [
      row(
        `a change on ${pages.length} open pages: ms from the commit to the last event`,
        spread(heard),
        "≤ 2 s",
        Math.max(...heard) <= 2_000,
      ),
      row("ms until the last page is read anew", spread(read), "≤ 2 s", median(read) <= 2_000),
      row("the server's CPU ms for that, all pages", spread(changes.map((one) => one.cpu)), "", undefined),
      // a plain client asks nothing by itself: a browser would ask once for each stream that ends
      row(
        `${pages.length} idle pages for ${idleSeconds} s: streams ended, events sent`,
        `${ended}, ${told}`,
        "0, 0",
        ended + told === 0,
      ),
      {
        ...row("idle: the server's CPU ms a second", short(idle), "", undefined),
        floor: `${short(without)} (no page)`,
        ratio: short(idle / without),
      },
    ];
  } finally {
    for (const stream of streams) stream.close();
  }
}
