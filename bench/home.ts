import postgres from "postgres";
import { testFirm } from "@/test/factories/firm";
import { alternate, each } from "./alternate";
import { median, short, spread, type Row } from "./figures";
import { ask } from "./load";
import { browserHeaders, giveWork, newPerson, untilMailed } from "./people";
import { fillFloor, stage } from "./stage";

const workItems = 100;

/** P1: the portal's home of a claimed device with a hundred open work items, against the same rows as plain elements. */
export async function home(): Promise<Row[]> {
  const { lodge, floor, ownerUrl } = await stage();
  const firm = await testFirm();
  const person = await newPerson(firm);
  const rows = await giveWork(firm, person.actor.contactId, workItems);
  const token = await fillFloor(ownerUrl, rows);
  await analyse(ownerUrl);
  await untilMailed(lodge);
  const ours = { path: "/", headers: browserHeaders(lodge, firm, person.cookie) };
  const theirs = { path: "/rows", headers: { host: "localhost", cookie: `session=${token}` } };
  const bytes = {
    ours: await wholePage(lodge.port, ours, rows),
    floor: await wholePage(floor.port, theirs, rows),
  };
  const whole = (length: number) => (answer: { status: number; body: string }) =>
    answer.status === 200 && answer.body.endsWith("</html>") && answer.body.length > length * 0.98;
  const sides = await alternate(
    { ...lodge, next: () => ours, isRight: whole(bytes.ours) },
    { ...floor, next: () => theirs, isRight: whole(bytes.floor) },
  );
  const of = (figure: "perSecond" | "p99" | "cpuEach") => {
    const [own, their] = [each(sides.ours, figure), each(sides.floor, figure)];
    return { own: spread(own), their: spread(their), ratio: median(own) / median(their) };
  };
  const [speed, slowest, cpu] = [of("perSecond"), of("p99"), of("cpuEach")];
  const kB = (size: number) => `${short(size / 1000)} kB`;
  const what = "home, 100 open work items";
  return [
    {
      row: "P1",
      what: `${what}: requests/s`,
      ours: speed.own,
      floor: speed.their,
      ratio: short(speed.ratio),
      bar: "≥ 0.8 ×",
      met: speed.ratio >= 0.8,
    },
    {
      row: "P1",
      what: "p99, ms",
      ours: slowest.own,
      floor: slowest.their,
      ratio: short(slowest.ratio),
      bar: "≤ 1.5 ×",
      met: slowest.ratio <= 1.5,
    },
    {
      row: "P1",
      what: "CPU ms a request",
      ours: cpu.own,
      floor: cpu.their,
      ratio: short(cpu.ratio),
      bar: "",
      met: undefined,
    },
    {
      row: "P1",
      what: "HTML, uncompressed",
      ours: kB(bytes.ours),
      floor: kB(bytes.floor),
      ratio: short(bytes.ours / bytes.floor),
      bar: "",
      met: undefined,
    },
  ];
}

/** The database's own look at its tables, which otherwise comes within minutes; the floor's rows had theirs. */
async function analyse(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 });
  await sql.unsafe("analyze");
  await sql.end({ timeout: 5 });
}

/** Asks once and looks whether every row is there; the page's length. */
async function wholePage(
  port: number,
  shot: { path: string; headers: Record<string, string> },
  rows: { id: string; work: string }[],
): Promise<number> {
  const { status, body } = await ask(port, undefined, shot);
  const missing = rows.filter(({ id, work }) => !body.includes(`/tasks/${id}`) || !body.includes(work));
  if (status !== 200 || missing.length > 0)
    throw new Error(
      `${shot.path} was answered ${status} and lacks ${missing.length} of ${rows.length} rows.`,
    );
  return body.length;
}
