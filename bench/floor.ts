import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, pin, startNode, untilSaid } from "./processes";

/** The floor's app, served beside Lodge on the same core. */
export type Floor = { port: number; pid: number; stop: () => Promise<void> };

const source = "bench/floor";
/** It is built outside the tree that linting and packaging look at; modules are found upwards. */
const home = ".data-test/bench-floor";
const next = "node_modules/next/dist/bin/next";

function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync("node_modules/next/package.json"));
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort())
    hash.update(entry).update(readFileSync(entry));
  return hash.digest("hex");
}

async function buildFloor(): Promise<void> {
  const stamp = join(home, "built");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint()) return;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  cpSync(source, home, { recursive: true });
  console.log("Building the floor …");
  const build = startNode([next, "build", home], { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const code = await new Promise((resolve) => build.child.once("close", resolve));
  if (code !== 0) throw new Error(`The floor was not built:\n${build.said.join("")}`);
  writeFileSync(stamp, fingerprint());
}

/** Builds the floor where it is stale and starts it on a database of its own rows. */
export async function startFloor(databaseUrl: string): Promise<Floor> {
  await buildFloor();
  const port = await freePort();
  const app = startNode([next, "start", home, "-p", String(port), "-H", "127.0.0.1"], {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    FLOOR_DATABASE_URL: databaseUrl,
  });
  await untilSaid(app, /Ready/, 60);
  pin(app.pid, "first");
  return { port, pid: app.pid, stop: app.stop };
}
