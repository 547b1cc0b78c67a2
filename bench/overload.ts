import { Agent } from "node:http";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { median, percentile, short, type Row } from "./figures";
import { ask, load, type Answer, type Shot } from "./load";
import type { Lodge } from "./lodge";
import { browserHeaders, giveWork, newPerson, untilMailed } from "./people";
import { memoryMB } from "./processes";
import { stage } from "./stage";

const devices = 400;
const people = 20;
const workItems = 6;
const crowdSeconds = 60;
/** How long the steady load lasts: BENCH_MINUTES, ten unless told; what grows does so after a fifth of it. */
const lateMinutes = Math.max(1, Number(process.env["BENCH_MINUTES"] ?? 10));
const soakMinutes = { early: lateMinutes / 5, late: lateMinutes };

/** What a crowd met: how long each page and each 503 took, and what was neither. */
type Met = { pages: number[]; told: number[]; other: string[] };

const isPage = ({ status, body }: Answer) => status === 200 && body.endsWith("</html>");
const isTold = ({ status, headers }: Answer) => status === 503 && Number(headers["retry-after"]) > 0;

/** One device: the home again and again. Told to come again it waits so long, as its page does, or asks anew at once. */
async function visit(port: number, shot: Shot, until: number, patient: boolean, met: Met): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  while (performance.now() < until) {
    try {
      const answer = await ask(port, agent, shot);
      if (isPage(answer)) met.pages.push(answer.ms);
      else if (isTold(answer)) {
        met.told.push(answer.ms);
        if (patient) await pause(Number(answer.headers["retry-after"]) * 1_000);
      } else met.other.push(`${answer.status} ${answer.body.slice(0, 80)}`);
    } catch (problem) {
      met.other.push(String(problem));
    }
  }
  agent.destroy();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function crowd(lodge: Lodge, shots: Shot[], patient: boolean): Promise<Row[]> {
  const met: Met = { pages: [], told: [], other: [] };
  const until = performance.now() + crowdSeconds * 1_000;
  await Promise.all(
    Array.from({ length: devices }, (_, nth) => shots[nth % shots.length])
      .filter((shot) => shot !== undefined)
      .map((shot) => visit(lodge.port, shot, until, patient, met)),
  );
  if (met.other.length > 0) console.log([...new Set(met.other)].slice(0, 5).join("\n"));
  const who = `${devices} devices at once on the home, ${patient ? "coming again when told" : "asking anew at once"}`;
  const row = (what: string, ours: string, bar: string, isMet: boolean): Row => ({
    row: "P13",
    what: `${who}: ${what}`,
    ours,
    floor: "–",
    ratio: "",
    bar,
    met: isMet,
  });
  const most = (times: number[]) => times.reduce((a, b) => Math.max(a, b), 0);
  const slowest = (times: number[]) =>
    `${short(median(times))}, ${short(percentile(times, 0.99))}, ${short(most(times))}`;
  return [
    row(
      `in ${crowdSeconds} s pages, 503, anything else`,
      `${met.pages.length}, ${met.told.length}, ${met.other.length}`,
      "some, any, 0",
      met.pages.length > 0 && met.other.length === 0,
    ),
    row("a page, ms: median, p99, slowest", slowest(met.pages), "≤ 5 s", most(met.pages) <= 5_000),
    row(
      "a 503, ms: median, p99, slowest",
      slowest(met.told),
      "p99 ≤ 1 s",
      percentile(met.told, 0.99) <= 1_000,
    ),
  ];
}

/** Resident memory under steady load, after two and after ten minutes, each as the middle of half a minute. */
async function soak(lodge: Lodge, shots: Shot[]): Promise<Row> {
  const began = performance.now();
  const samples: { at: number; MB: number }[] = [];
  const timer = setInterval(
    () => samples.push({ at: performance.now() - began, MB: memoryMB(lodge.pid) }),
    1_000,
  );
  let nth = 0;
  const next = () => shots[nth++ % shots.length];
  const until = (soakMinutes.late * 60 + 15) * 1_000;
  while (performance.now() - began < until)
    await load({ ...lodge, next, isRight: isPage }, { connections: 8, seconds: 15 });
  clearInterval(timer);
  const around = (minute: number) =>
    median(samples.filter(({ at }) => Math.abs(at - minute * 60_000) <= 15_000).map(({ MB }) => MB));
  const [early, late] = [around(soakMinutes.early), around(soakMinutes.late)];
  return {
    row: "P13",
    what: `steady load: memory after ${soakMinutes.late} minutes against after ${soakMinutes.early}, MiB`,
    ours: short(late),
    floor: short(early),
    ratio: short(late / early),
    bar: "≤ 1.1 ×",
    met: late <= early * 1.1,
  };
}

async function shotsOf(lodge: Lodge, firm: TestFirm): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (let nth = 0; nth < people; nth++) {
    const person = await newPerson(firm);
    await giveWork(firm, person.actor.contactId, workItems);
    shots.push({ path: "/", headers: browserHeaders(lodge, firm, person.cookie, `10.4.0.${nth + 1}`) });
  }
  await untilMailed(lodge);
  return shots;
}

/** P13: far more at once than one process can serve, and ten minutes of what it can. */
export async function overload(): Promise<Row[]> {
  const { lodge } = await stage();
  const shots = await shotsOf(lodge, await testFirm());
  for (const shot of [...shots, ...shots]) await ask(lodge.port, undefined, shot);
  const steady = await soak(lodge, shots);
  return [...(await crowd(lodge, shots, true)), ...(await crowd(lodge, shots, false)), steady];
}
