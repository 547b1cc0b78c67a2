import { rmSync } from "node:fs";
import { join } from "node:path";
import { asOf } from "@/lib/actions";
import { testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { callAction } from "./actions";
import { median, rounds, short, spread, type Row } from "./figures";
import { ask } from "./load";
import type { Lodge } from "./lodge";
import { browserHeaders, newPerson, untilMailed, type Person } from "./people";
import { memoryMB, pin, startNode, untilSaid, watchMemory } from "./processes";
import { chunksIn, sendChunks, sumOf } from "./sender";
import { stage } from "./stage";

const GiB = 1024 ** 3;
const file = "app/(portal)/tasks/[taskId]/upload-actions.ts";

/** How fast, in MB/s, and how far memory rose over idle, in MiB. */
type Sent = { speed: number; memory: number };

async function timed(pid: number, bytes: number, work: () => Promise<void>): Promise<Sent> {
  const idle = memoryMB(pid);
  const most = watchMemory(pid);
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  return { speed: bytes / 1e6 / seconds, memory: most() - idle };
}

/** One upload into Lodge as the portal's script does it: begin, chunks, finish; until the firm has it. */
async function sendToLodge(lodge: Lodge, firm: TestFirm, person: Person, bytes: number): Promise<Sent> {
  const { tasks } = await testRequest(firm.staff, firm.clientId, [person.actor.contactId]);
  await untilMailed(lodge);
  const page = `/tasks/${tasks.upload}`;
  const headers = browserHeaders(lodge, firm, person.cookie);
  const at = { port: lodge.port, page, headers };
  const as = asOf(person.actor);
  let finished = "";
  const sent = await timed(lodge.pid, bytes, async () => {
    const input = {
      as,
      task_id: tasks.upload,
      upload_key: crypto.randomUUID(),
      name: "long.bin",
      size: bytes,
    };
    const begun = await callAction(at, { file, name: "begin" }, input);
    const fileId = /"fileId":"([0-9a-f-]{36})"/.exec(begun)?.[1] ?? "";
    const path = `/uploads/${fileId}?as=${as}`;
    const to = { port: lodge.port, path, headers: { ...headers, origin: `http://${headers.host}` } };
    await sendChunks(to, chunksIn(bytes));
    finished = await callAction(at, { file, name: "finish" }, { as, file_id: fileId });
  });
  if (!finished) throw new Error("Lodge did not say that it has the file.");
  // the disk need not hold them all
  rmSync(join(lodge.dataDir, "files", "kept", firm.firmId), { recursive: true, force: true });
  return sent;
}

/** The floor's own server, one for all rounds. */
async function startFloorServer(path: string) {
  const server = startNode(["bench/floor/upload-server.mjs", path]);
  const port = Number(await untilSaid(server, /^\d+/, 20));
  pin(server.pid, "first");
  return { ...server, port };
}

type FloorServer = Awaited<ReturnType<typeof startFloorServer>>;

async function sendToFloor(floor: FloorServer, bytes: number, sum: string): Promise<Sent> {
  await ask(floor.port, undefined, { path: "/begin", method: "POST" });
  let got: unknown;
  const sent = await timed(floor.pid, bytes, async () => {
    await sendChunks({ port: floor.port, path: "/", headers: {} }, chunksIn(bytes));
    got = (await ask(floor.port, undefined, { path: "/finish", method: "POST" })).headers["x-sha256"];
  });
  if (got !== sum) throw new Error("The floor got another file.");
  return sent;
}

/** P4: an upload of 1 GiB until it is received, against a bare server that does the same work; with BENCH_FULL=1 4 GiB too. */
export async function uploads(): Promise<Row[]> {
  const { lodge } = await stage();
  const firm = await testFirm();
  const person = await newPerson(firm);
  const path = join(lodge.dataDir, "floor.bin");
  const floor = await startFloorServer(path);
  const rows: Row[] = [];
  try {
    const sizes = process.env["BENCH_FULL"] ? [1, 4] : [1];
    for (const gibibytes of sizes) {
      const bytes = gibibytes * GiB;
      const sum = sumOf(chunksIn(bytes));
      const ours: Sent[] = [];
      const theirs: Sent[] = [];
      // the first of each warms what is compiled and kept
      await sendToFloor(floor, GiB / 8, sumOf(chunksIn(GiB / 8)));
      await sendToLodge(lodge, firm, person, GiB / 8);
      for (let round = 0; round < (gibibytes > 1 ? 1 : rounds); round++) {
        theirs.push(await sendToFloor(floor, bytes, sum));
        ours.push(await sendToLodge(lodge, firm, person, bytes));
      }
      rows.push(...rowsOf(`${gibibytes} GiB`, ours, theirs));
    }
  } finally {
    await floor.stop();
    rmSync(path, { force: true });
  }
  return rows;
}

function rowsOf(size: string, ours: Sent[], theirs: Sent[]): Row[] {
  const of = (all: Sent[], figure: keyof Sent) => all.map((one) => one[figure]);
  const ratio = median(of(ours, "speed")) / median(of(theirs, "speed"));
  const rise = Math.max(...of(ours, "memory"));
  return [
    {
      row: "P4",
      what: `upload of ${size}: MB/s`,
      ours: spread(of(ours, "speed")),
      floor: spread(of(theirs, "speed")),
      ratio: short(ratio),
      bar: "≥ 0.6 ×",
      met: ratio >= 0.6,
    },
    {
      row: "P4",
      what: `upload of ${size}: memory over idle, MiB`,
      ours: spread(of(ours, "memory")),
      floor: spread(of(theirs, "memory")),
      ratio: "",
      bar: "≤ 120 MB",
      met: rise <= 120,
    },
  ];
}
