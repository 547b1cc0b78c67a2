import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveKey } from "@/lib/crypto";
import { Trouble } from "./trouble";

const stamp = join(".next", "lodge-build");
const folders = ["app", "components", "lib", "db", "emails", "public"];
const files = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "next.config.mjs",
  "tailwind.config.ts",
  "postcss.config.mjs",
  "instrumentation.ts",
];

/** The key that encrypts what forms carry; from the master secret, so that forms outlive an upgrade (DECISIONS 34). */
export const actionKey = (secret: Buffer): string =>
  deriveKey(secret, "next server actions").toString("base64");

function sources(): string[] {
  const under = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  return [
    ...folders.filter((f) => existsSync(f)).flatMap(under),
    ...files.filter((f) => existsSync(f)),
  ].sort();
}

function fingerprint(secret: Buffer): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}`);
  hash.update(createHash("sha256").update(actionKey(secret)).digest());
  for (const path of sources()) hash.update(`\0${path}\0`).update(readFileSync(path));
  return hash.digest("hex");
}

/** True when `.next` was not built from these sources, this Node and this secret. */
export function isBuildStale(secret: Buffer): boolean {
  return !existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint(secret);
}

/** The environment of `next build`, `next start` and `next dev`. */
export const nextEnv = (secret: Buffer): NodeJS.ProcessEnv => ({
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(secret),
});

/** Runs `next build`: a line every five seconds, its own words only when it fails. Throws Trouble then. */
export async function build(secret: Buffer): Promise<void> {
  const was = fingerprint(secret);
  rmSync(stamp, { force: true });
  const began = Date.now();
  const beat = setInterval(() => {
    console.log(`  … ${String(Math.round((Date.now() - began) / 1000))} s`);
  }, 5_000);
  const words: string[] = [];
  const code = await new Promise<number>((done, fail) => {
    const args = ["--import", "./scripts/lifeline.mjs", "node_modules/next/dist/bin/next", "build"];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      env: { ...nextEnv(secret), NODE_ENV: "production", LODGE_LIFELINE: String(process.pid) },
    });
    child.stdout?.on("data", (piece: Buffer) => words.push(piece.toString()));
    child.stderr?.on("data", (piece: Buffer) => words.push(piece.toString()));
    child.once("error", fail);
    child.once("close", (status) => {
      done(status ?? 1);
    });
  }).finally(() => {
    clearInterval(beat);
  });
  if (code !== 0) {
    process.stderr.write(words.join(""));
    throw new Trouble(
      "Lodge could not be built; the lines above say why. A full disk or too little memory is the usual reason.",
    );
  }
  mkdirSync(".next", { recursive: true });
  writeFileSync(stamp, was);
}
