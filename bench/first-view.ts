import type { Page } from "playwright";
import { untickTask } from "@/lib/tasks/complete-task";
import { testFirm, testLink } from "@/test/factories/firm";
import { clientCookies, freshPage, type Visit } from "./browser";
import { median, rounds, short, spread, type Row } from "./figures";
import { giveWork, newPerson, untilMailed } from "./people";
import { stage } from "./stage";

/** What a visit felt like, in ms; CLS is a share of the screen. */
type Felt = { lcp: number; tbt: number; cls: number; inp: number };

/** Lighthouse's Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
const slow4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const cpuSlowdown = 4;

type Seen = { lcp: number; fcp: number; cls: number; inp: number; long: [number, number][] };

/** Runs in the page before its own scripts: keeps what the browser tells of itself. */
function watch(): void {
  const seen: Seen = { lcp: 0, fcp: 0, cls: 0, inp: 0, long: [] };
  (globalThis as unknown as { seen: Seen }).seen = seen;
  const on = (type: string, take: (entry: PerformanceEntry) => void, more = {}) => {
    new PerformanceObserver((list) => {
      list.getEntries().forEach(take);
    }).observe({ type, buffered: true, ...more });
  };
  on("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
  on("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.fcp = entry.startTime;
  });
  on("longtask", (entry) => seen.long.push([entry.startTime, entry.duration]));
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.cls += value;
  });
  on("event", (entry) => (seen.inp = Math.max(seen.inp, entry.duration)), { durationThreshold: 16 });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One visit with an empty cache on a slow line and a slow phone, then what `touch` does on the page. */
async function visited(visit: Visit, touch: (page: Page) => Promise<void>): Promise<Felt> {
  const { context, page, cdp } = await freshPage(visit);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", slow4G);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  // tsx marks functions with a helper that the page does not have
  await page.addInitScript("globalThis.__name = (marked) => marked");
  await page.addInitScript(watch);
  const seen = () => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  try {
    await page.goto(visit.origin + visit.path, { waitUntil: "networkidle", timeout: 60_000 });
    await pause(1_000);
    // the largest paint is settled at the first touch; what blocks counts from the first paint on
    const { lcp, fcp, cls, long } = await seen();
    const tbt = long
      .filter(([start]) => start >= fcp)
      .reduce((sum, [, lasts]) => sum + Math.max(0, lasts - 50), 0);
    if (lcp === 0) throw new Error("The browser told nothing of its paints.");
    await touch(page);
    await pause(1_000);
    const { inp } = await seen();
    return { lcp, tbt, cls, inp };
  } finally {
    await context.close();
  }
}

/** Presses the page's button; the form stays, for a page that is left can no longer be asked how it felt. */
async function press(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener("submit", (event) => event.preventDefault());
  });
  await page.getByRole("button", { name: "Open my requests" }).tap();
}

async function tickAndMenu(page: Page): Promise<void> {
  await page.locator("summary").first().tap();
  await pause(500);
  await page.locator("summary").first().tap();
  await page.getByRole("checkbox", { name: "Confirm your address" }).first().tap();
  await pause(1_500);
}

const bars = { lcp: 2_000, tbt: 200, cls: 0.05, inp: 200 };

async function felt(
  name: string,
  least: Visit,
  open: () => Promise<Visit>,
  touch: (page: Page) => Promise<void>,
): Promise<Row[]> {
  const all: Felt[] = [];
  const floor: Felt[] = [];
  for (let at = 0; at < rounds; at++) {
    floor.push(await visited(least, () => Promise.resolve()));
    all.push(await visited(await open(), touch));
  }
  return (["lcp", "tbt", "cls", "inp"] as const).map((figure) => {
    const figures = all.map((one) => one[figure]);
    return {
      row: "P3b",
      what: `${name}, Slow 4G, 4 × slower CPU: ${figure.toUpperCase()}`,
      ours: spread(figures, figure === "cls" ? "" : " ms"),
      // nothing hangs on it, but it tells what the machine and Next bring along
      floor:
        figure === "inp"
          ? "–"
          : spread(
              floor.map((one) => one[figure]),
              figure === "cls" ? "" : " ms",
            ),
      ratio: "",
      bar: `≤ ${figure === "cls" ? "0.05" : `${short(bars[figure])} ms`}`,
      met: median(figures) <= bars[figure],
    };
  });
}

/** P3b: how the link's page and home feel on a slow phone with nothing cached. */
export async function firstViews(): Promise<Row[]> {
  const { lodge, floor } = await stage();
  const firm = await testFirm();
  const origin = `http://${firm.firm.slug}.localhost:${lodge.port}`;
  const person = await newPerson(firm);
  const work = await giveWork(firm, person.actor.contactId, 6);
  await untilMailed(lodge);
  const cookies = clientCookies(person.tokens);
  const freshLink = async (): Promise<Visit> => {
    const link = { contactId: firm.contact.contactId, email: firm.contactEmail };
    return { origin, path: `/m/${await testLink(firm.firmId, link)}` };
  };
  const home = async (): Promise<Visit> => {
    // each visit ticks the first one that can be ticked
    for (const { id } of work) await untickTask(person.actor, id).catch(() => undefined);
    return { origin, path: "/", cookies };
  };
  const least = { origin: `http://localhost:${floor.port}`, path: "/" };
  return [
    ...(await felt("link’s page", least, freshLink, press)),
    ...(await felt("home", least, home, tickAndMenu)),
  ];
}
