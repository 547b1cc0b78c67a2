import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Starts Lodge with these variables alone and returns what the person reads. */
async function start(variables: Record<string, string>, nodeArgs: string[] = []) {
  const dataDir = mkdtempSync(join(tmpdir(), "lodge-start-"));
  const { PATH, NODE_ENV } = process.env;
  const child = spawn(process.execPath, [...nodeArgs, "scripts/start.mjs"], {
    env: { PATH, NODE_ENV, DATA_DIR: dataDir, ...variables },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said: said.trim().split("\n") };
}

test("[O1] a taken port is one sentence with the way out", { timeout: 20_000 }, async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { code, said } = await start({ PORT: String(port) });
  taken.close();
  expect(code).toBe(1);
  expect(said).toEqual([
    `Port ${port} is in use by another program; stop that, or choose another: PORT=${port + 1} npm start`,
  ]);
});

test("[O2] each wrong variable is a sentence, without a stack", { timeout: 20_000 }, async () => {
  const { code, said } = await start({ PORT: "high", LODGE_MODE: "production" });
  expect(code).toBe(1);
  expect(said).toEqual([
    "PORT must be a whole number, for example 3000.",
    "LODGE_SECRET is missing; production needs one. Make it with: openssl rand -base64 32",
    "No mail provider is set; production needs SMTP_URL or RESEND_API_KEY.",
  ]);
});

test("[O1] an old Node is one sentence, before anything is loaded", { timeout: 20_000 }, async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.0"})`;
  const { code, said } = await start({}, ["--import", pretend]);
  expect(code).toBe(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^Lodge needs Node 20\.19 or newer, and this is 18\.20\.0; install/);
});

test(
  "[O4] the command line answers an unknown command and a missing option in sentences",
  { timeout: 20_000 },
  () => {
    const lodge = (...args: string[]) =>
      spawnSync(process.execPath, ["scripts/lodge.mjs", ...args], { encoding: "utf8" });
    const unknown = lodge("firm", "destroy");
    expect(unknown.status).toBe(1);
    expect(unknown.stdout).toBe("");
    expect(unknown.stderr).toMatch(
      /^There is no command "firm destroy"\. These are there:\n.*\n {2}firm create/,
    );
    expect(lodge("staff", "invite", "--firm", "hill", "--name", "Ben").stderr.trim()).toBe(
      "--email is missing; give ben@hill.example.",
    );
  },
);

test(
  "[O4] a command without the start's settings is refused, and leaves nothing behind",
  { timeout: 30_000 },
  () => {
    const dataDir = mkdtempSync(join(tmpdir(), "lodge-start-"));
    const { PATH, NODE_ENV } = process.env;
    const lodge = (variables: Record<string, string>) =>
      spawnSync(
        process.execPath,
        ["scripts/lodge.mjs", "firm", "plan", "--slug", "vance", "--plan", "business"],
        { encoding: "utf8", env: { PATH, NODE_ENV, DATA_DIR: dataDir, ...variables } },
      );
    const bare = lodge({});
    expect([bare.status, bare.stdout]).toEqual([1, ""]);
    expect(bare.stderr).toMatch(/^No LODGE_SECRET is set and .*; give the settings .*\n$/);
    const elsewhere = lodge({
      LODGE_MODE: "production",
      LODGE_SECRET: "k8Qm2ZtXv5Yb7Nc1Rd4Wf6Hg9Jp3Ls0A",
      SMTP_URL: "smtp://127.0.0.1:1",
    });
    expect(elsewhere.status).toBe(1);
    expect(elsewhere.stderr).toMatch(/^There is no database in .*, and no DATABASE_URL is set; .*\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  },
);
