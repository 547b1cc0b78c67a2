import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { lockHolder, takeLock, tellStopping } from "./lock";
import { processMark } from "./process-mark";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "lodge-lock-"));
});

test("[O1] a second start on one DATA_DIR is refused in a sentence, and may start after the first", async () => {
  const first = await takeLock(dataDir, "app");
  await expect(takeLock(dataDir, "app")).rejects.toThrow(/already running on .*; stop it first/);
  expect(lockHolder(dataDir)).toMatchObject({ pid: process.pid, kind: "app" });
  first.release();
  const second = await takeLock(dataDir, "app");
  expect(second.wasStale).toBe(false);
  second.release();
  expect(readdirSync(dataDir)).toEqual([]);
});

test("[O1] the lock of a killed process is taken over, also when its id went to another program", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  const pid = other.pid ?? 0;
  writeFileSync(join(dataDir, "lodge.pid"), JSON.stringify({ pid, mark: "an earlier start", kind: "app" }));
  const lock = await takeLock(dataDir, "app");
  expect(lock.wasStale).toBe(true);
  lock.release();
  writeFileSync(join(dataDir, "lodge.pid"), JSON.stringify({ pid, mark: processMark(pid), kind: "app" }));
  await expect(takeLock(dataDir, "app")).rejects.toThrow("already running");
  other.kill("SIGKILL");
  await once(other, "exit");
  expect((await takeLock(dataDir, "app")).wasStale).toBe(true);
});

test("[O1] a start waits for a command that is using the database", async () => {
  const command = await takeLock(dataDir, "command");
  const start = takeLock(dataDir, "app");
  setTimeout(command.release, 300);
  expect((await start).wasStale).toBe(false);
});

test("[O3] a start waits for the app before, once that was told to stop, and says so", async () => {
  const first = await takeLock(dataDir, "app");
  await expect(takeLock(dataDir, "app")).rejects.toThrow("already running");
  tellStopping(dataDir);
  expect(lockHolder(dataDir)).toMatchObject({ pid: process.pid, kind: "app", stopping: true });
  const said: string[] = [];
  const next = takeLock(dataDir, "app", (line) => said.push(line));
  setTimeout(first.release, 300);
  expect((await next).wasStale).toBe(false);
  expect(said).toEqual([
    `The Lodge before is still stopping on ${dataDir} (process ${process.pid}); waiting for its end …`,
  ]);
  expect(lockHolder(dataDir)?.stopping).toBeUndefined();
});
