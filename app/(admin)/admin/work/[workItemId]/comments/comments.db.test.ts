import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { firmsWithOldUploads } from "@/db/lookups";
import { comments, files } from "@/db/schema/conversation";
import { staffSessions } from "@/db/schema/staff";
import { addClientComment, addStaffComment } from "@/lib/comments/add-comment";
import { readSaid } from "@/lib/files/said";
import { hashToken, newToken } from "@/lib/crypto";
import { readAttached, readFile } from "@/lib/files/read-file";
import { receiveWhole } from "@/lib/files/receive-whole";
import { sweepFiles } from "@/lib/files/sweep-files";
import { completeTask } from "@/lib/tasks/complete-task";
import { taskPage } from "@/lib/tasks/queries";
import { setCompleted } from "@/test/factories/upload-world";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { POST } from "./route";

let f: TestFirm;
let staffToken: string;
beforeAll(async () => {
  f = await testFirm();
  staffToken = newToken();
  await withFirm(f, (tx) =>
    tx.insert(staffSessions).values({
      firmId: f.firmId,
      staffId: f.staff.staffId,
      tokenHash: hashToken(staffToken),
      host: f.firm.origin,
      endsAt: sql`now() + interval '1 hour'`,
    }),
  );
});
afterAll(closeDatabase);

const pdf = (words: string) => new File([`%PDF-1.4 ${words}`], `${words}.pdf`, { type: "application/pdf" });
type Fields = [string, string | File][];

function post(fields: Fields, headers: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const { origin } = f.firm;
  const request = new Request(`${origin}/admin/work/${f.workItemId}/comments`, {
    method: "POST",
    headers: {
      host: new URL(origin).host,
      origin,
      "sec-fetch-site": "same-origin",
      cookie: `__Host-staff=${staffToken}`,
      ...headers,
    },
    body,
  });
  return POST(request, { params: Promise.resolve({ workItemId: f.workItemId }) });
}

const form = (comment: string, ...given: File[]): Fields => [
  ["task_id", f.tasks.upload],
  ["form_key", randomUUID()],
  ["comment", comment],
  ...given.map((file): [string, File] => ["file", file]),
];
const script = { accept: "application/json" };
const ask = async (fields: Fields) =>
  (await (await post(fields, script)).json()) as { ok: boolean; fileId?: string; message?: string };
const thread = async () => (await taskPage(f.contact, f.tasks.upload))?.thread ?? [];
const last = async () => (await thread()).at(-1);

/** What the page says after a plain form. */
function saidAfter(answer: Response): string | undefined {
  const at = new URL(answer.headers.get("location") ?? "", f.firm.origin);
  expect(at.pathname).toBe(`/admin/work/${f.workItemId}`);
  const said = at.searchParams.get("said");
  return said === null ? undefined : readSaid(f.firmId, at.searchParams.get("task") ?? "", said);
}

describe("a plain form of words and files", () => {
  it("[P4] is one comment with its files, also when it is sent three times at once", async () => {
    const fields = form("Here are both", pdf("July"), pdf("August"));
    const before = (await thread()).length;
    const answers = [await post(fields), ...(await Promise.all([post(fields), post(fields)]))];
    for (const answer of answers) expect(saidAfter(answer)).toBeUndefined();
    expect((await thread()).length).toBe(before + 1);
    expect(await last()).toMatchObject({
      body: "Here are both",
      files: [{ name: "July.pdf" }, { name: "August.pdf" }],
    });
  });

  it("[P4] may be files alone, and is refused with nothing in it", async () => {
    expect(saidAfter(await post(form("", pdf("alone"))))).toBeUndefined();
    expect(await last()).toMatchObject({ body: "", files: [{ name: "alone.pdf" }] });
    const before = (await thread()).length;
    expect(saidAfter(await post([...form(""), ["file", new File([], "")]]))).toBe(
      "Write your comment first.",
    );
    expect((await thread()).length).toBe(before);
  });

  it("[P4] goes without the files that break a rule, each named with it, and loses neither words nor files", async () => {
    // larger than what is read before it is refused
    const program = new File([Buffer.alloc(17 * 1024 * 1024, "MZ")], "run.exe");
    const empty = new File([], "empty.pdf");
    const said = saidAfter(await post(form("The rest is here", program, pdf("good"), empty)));
    expect(said).toMatch(
      /^Your comment was sent without 2 files\. “run\.exe” is a program.*“empty\.pdf” is empty/,
    );
    expect(await last()).toMatchObject({ body: "The rest is here", files: [{ name: "good.pdf" }] });
    const before = (await thread()).length;
    expect(saidAfter(await post(form("", program)))).toMatch(/“run\.exe” is a program.* was not sent\.$/);
    expect((await thread()).length).toBe(before);
  });

  it("[P4] says so for a task of completed work, and for a form that is not whole", async () => {
    await setCompleted(f, true);
    expect(saidAfter(await post(form("late", pdf("late"))))).toMatch(/completed|finished/);
    await setCompleted(f, false);
    const answer = await post([
      ["comment", "where?"],
      ["file", pdf("x")],
    ]);
    expect(answer.headers.get("location")).toBe(`/admin/work/${f.workItemId}`);
  });
});

describe("the page's script", () => {
  const send = (formKey: string, uploadKey: string, file: File): Fields => [
    ["task_id", f.tasks.upload],
    ["form_key", formKey],
    ["upload_key", uploadKey],
    ["file", file],
  ];

  it("[P4] sends each file, then the words with their ids; again it is the same comment, with more it is refused", async () => {
    const [formKey, one] = [randomUUID(), randomUUID()];
    const first = await ask(send(formKey, one, pdf("one")));
    expect((await ask(send(formKey, one, pdf("one")))).fileId).toBe(first.fileId);
    const words: Fields = [
      ["task_id", f.tasks.upload],
      ["form_key", formKey],
      ["comment", "By script"],
      ["file_ids", first.fileId ?? ""],
    ];
    const before = (await thread()).length;
    expect(await ask(words)).toEqual({ ok: true });
    expect(await ask(words)).toEqual({ ok: true });
    expect((await thread()).length).toBe(before + 1);
    expect(await last()).toMatchObject({ body: "By script", files: [{ name: "one.pdf" }] });
    const second = await ask(send(formKey, randomUUID(), pdf("two")));
    expect((await ask([...words, ["file_ids", second.fileId ?? ""]])).message).toMatch(
      /before you changed it/,
    );
  });

  it("[P4] is told the rule that a file breaks, and at which field words are missing", async () => {
    const refused = await ask(send(randomUUID(), randomUUID(), new File(["#!/bin/sh"], "a.pdf")));
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining("“a.pdf” is") as string });
    expect(await ask(form(" "))).toMatchObject({
      ok: false,
      fields: { comment: "Write your comment first." },
    });
  });

  it("[P4] is let in with a session and from the own page only", async () => {
    expect((await post(form("x"), { cookie: "" })).status).toBe(403);
    expect((await post(form("x"), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post(form("x"), { origin: "https://evil.example" })).status).toBe(403);
  });
});

it("[A10] a client reads what staff sent with a comment while the task is open, and no file of a comment that is not made", async () => {
  const g = await testFirm();
  const [file] = await sentFor(g, g.tasks.tick);
  await expect(readAttached(g.contact, file ?? "")).rejects.toThrow(/while its task is open/);
  const given = { taskId: g.tasks.tick, formKey: randomUUID(), body: "", fileIds: [file ?? ""] };
  await addStaffComment(g.staff, given);
  expect((await readAttached(g.contact, file ?? "")).name).toBe("0.pdf");
  await expect(readAttached(g.other, file ?? "")).rejects.toThrow(/while its task is open/);
  const own = await receiveWhole(g.contact, placeOf(g.tasks.tick), bytesOf("%PDF-1.4 mine"));
  await addClientComment(g.contact, { ...given, formKey: randomUUID(), fileIds: [own.fileId] });
  await expect(readAttached(g.contact, own.fileId)).rejects.toThrow(/while its task is open/);
  await completeTask(g.contact, g.tasks.tick);
  await expect(readAttached(g.contact, file ?? "")).rejects.toThrow(/while its task is open/);
});

it("[P4] files whose comment was never made are swept after a day; those of comments and clients' own never", async () => {
  const g = await testFirm();
  const [hung = "", left = ""] = await sentFor(g, g.tasks.upload, 2);
  const words = { taskId: g.tasks.upload, formKey: randomUUID(), body: "Here" };
  await addStaffComment(g.staff, { ...words, fileIds: [hung] });
  const own = await receiveWhole(g.contact, placeOf(g.tasks.upload), bytesOf("%PDF-1.4 mine"));
  expect(await sweepFiles(g.firmId)).toBe(0);
  await withFirm(g, (tx) =>
    tx
      .update(files)
      .set({ movedAt: sql`now() - interval '25 hours'` })
      .where(eq(files.firmId, g.firmId)),
  );
  expect(await firmsWithOldUploads()).toContain(g.firmId);
  expect(await sweepFiles(g.firmId)).toBe(1);
  await expect(readFile(g.staff, left)).rejects.toThrow(/not here/);
  for (const id of [hung, own.fileId]) expect((await readFile(g.staff, id)).size).toBeGreaterThan(5);
  const again = addStaffComment(g.staff, { ...words, formKey: randomUUID(), fileIds: [left] });
  await expect(again).rejects.toThrow(/not here any more/);
  const rows = await withFirm(g, (tx) =>
    tx
      .select()
      .from(comments)
      .where(and(eq(comments.firmId, g.firmId), eq(comments.taskId, g.tasks.upload))),
  );
  expect(rows).toHaveLength(1);
});

const placeOf = (taskId: string) => ({
  taskId,
  purpose: "comment" as const,
  uploadKey: randomUUID(),
  name: "0.pdf",
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

/** Files that staff sent for a comment, of which there is none yet. */
async function sentFor(g: TestFirm, taskId: string, count = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++)
    ids.push((await receiveWhole(g.staff, placeOf(taskId), bytesOf(`%PDF-1.4 ${at}`))).fileId);
  return ids;
}
