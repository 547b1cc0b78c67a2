import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, rounds, spread, type Row } from "./figures";
import { ask } from "./load";
import { removeDataDir, secret } from "./lodge";
import { freePort } from "./processes";

/** What npm and the bench itself set is not for a start of its own. */
const plainEnv = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_|LODGE_|DATABASE_|SMTP_|MAIL_|MAX_FILE|TRUSTED_|DATA_DIR|PORT$)/.test(name),
    ),
  ) as NodeJS.ProcessEnv;

/** The demo's own page, asked by the name that a person would type. */
const answers = (port: number): Promise<boolean> =>
  ask(port, undefined, { path: "/", headers: { host: `localhost:${port}` } }).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Seconds from `npm start`'s command to the first page; it is stopped again. */
async function startOnce(folder: string, env: Record<string, string>, limit: number): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const app = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: folder,
    stdio: "ignore",
    env: { ...plainEnv(), ...env, PORT: String(port) },
  });
  try {
    while (!(await answers(port))) {
      if (app.exitCode !== null)
        throw new Error("Lodge ended before it served; start it by hand and see why.");
      if (performance.now() - began > limit * 1_000) throw new Error("Lodge did not start in time.");
      await new Promise((again) => setTimeout(again, 25));
    }
    return (performance.now() - began) / 1_000;
  } finally {
    if (app.exitCode === null) {
      app.kill("SIGTERM");
      await once(app, "exit");
    }
  }
}

const seconds = (what: string, figures: number[], bar: number): Row => ({
  row: "P5",
  what,
  ours: spread(figures, " s"),
  floor: "–",
  ratio: "",
  bar: `≤ ${bar} s`,
  met: median(figures) <= bar,
});

async function freshClone(): Promise<Row[]> {
  const folder = join(mkdtempSync(join(tmpdir(), "lodge-clone-")), "lodge");
  try {
    spawnSync("git", ["clone", "--quiet", ".", folder], { stdio: "inherit" });
    const first = await startOnce(folder, {}, 900);
    const began = performance.now();
    const test = spawn("npm", ["test"], { cwd: folder, stdio: "ignore", env: plainEnv() });
    const [code] = (await once(test, "exit")) as [number | null];
    const tested = (performance.now() - began) / 1_000;
    return [
      seconds("fresh clone to first page, npm’s cache as it is", [first], 120),
      seconds(`npm test on it${code === 0 ? "" : " (it failed)"}`, [tested], 20 * 60),
    ];
  } finally {
    await removeDataDir(join(folder, ".data"));
    rmSync(join(folder, ".."), { recursive: true, force: true });
  }
}

/** P5: how soon the first page is there; with BENCH_FULL=1 also from a fresh clone of the last commit, and its tests. */
export async function startTimes(): Promise<Row[]> {
  const dataDir = resolve(".data-test/bench-start");
  await removeDataDir(dataDir);
  // the bench's secret, so that its build serves this demo too
  const env = { DATA_DIR: dataDir, LODGE_SECRET: secret };
  try {
    await startOnce(".", env, 300);
    const again: number[] = [];
    for (let round = 0; round < rounds; round++) again.push(await startOnce(".", env, 60));
    const second = seconds("second start to the first page", again, 5);
    return process.env["BENCH_FULL"] ? [second, ...(await freshClone())] : [second];
  } finally {
    await removeDataDir(dataDir);
  }
}
