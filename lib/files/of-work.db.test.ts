import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { downloadWork } from "./download-work";
import { filesOfWork } from "./of-work";
import { receiveWhole } from "./receive-whole";

let f: TestFirm;
const reading = new AbortController().signal;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

const lodge = (name: string, text: string) =>
  receiveWhole(f.contact, { taskId: f.tasks.upload, uploadKey: randomUUID(), name }, bytesOf(text));

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

/** Unpacked by a program that is not ours. */
function unpacked(zip: Buffer): Record<string, string> {
  const path = join(mkdtempSync(join(tmpdir(), "zip-")), "all.zip");
  writeFileSync(path, zip);
  const script =
    "import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
  return JSON.parse(execFileSync("python3", ["-c", script, path], { encoding: "utf8" })) as Record<
    string,
    string
  >;
}

test("[D2] all files of a work item come as one ZIP, names made unique, each download written down; nobody else gets it", async () => {
  await lodge("March.txt", "one");
  await lodge("march.TXT", "two");
  const answer = await downloadWork(f.staff, f.workItemId, reading);
  expect(answer.headers.get("content-disposition")).toContain("attachment; filename=");
  expect(answer.headers.get("content-type")).toBe("application/zip");
  expect(unpacked(Buffer.from(await answer.arrayBuffer()))).toEqual({
    "Send the bank statements/March.txt": "one",
    "Send the bank statements/march (2).TXT": "two",
  });
  const read = await withFirm(f, (tx) =>
    tx
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(and(eq(auditEvents.action, "file.downloaded"), eq(auditEvents.actorId, f.staff.staffId))),
  );
  expect(read).toHaveLength(2);
  const other = await testFirm();
  expect((await downloadWork(other.staff, f.workItemId, reading)).status).toBe(404);
  expect(await filesOfWork(other.staff, f.workItemId)).toBeUndefined();
  expect((await downloadWork(other.staff, other.workItemId, reading)).status).toBe(404);
});
