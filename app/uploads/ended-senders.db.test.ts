import { createHash, randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { contacts } from "@/db/schema/people";
import { asOf } from "@/lib/actions";
import type { ContactActor } from "@/lib/access/actor";
import { cookieNames } from "@/lib/access/cookies";
import { record } from "@/lib/audit/record";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { eraseContact } from "@/lib/contacts/erase-contact";
import { revokeAll } from "@/lib/devices/revoke-all";
import { beginUpload } from "@/lib/files/begin-upload";
import { finishUpload } from "@/lib/files/finish-upload";
import { insistSender, insistStillOpen } from "@/lib/files/place";
import { receiveChunk } from "@/lib/files/receive-chunk";
import { stopGuest } from "@/lib/guests/stop-guest";
import { endLogins } from "@/lib/logins/end-logins";
import { openTasks } from "@/lib/requests/queries";
import { taskForUpdate } from "@/lib/tasks/queries";
import { dripping } from "@/test/dripping";
import { loggedInContact, testLogin } from "@/test/factories/factors";
import { testGuest } from "@/test/factories/guest";
import { fileRows, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { PATCH } from "./[fileId]/route";
import { POST } from "./route";

let w: UploadWorld;
beforeEach(async () => {
  w = await uploadWorld();
});
afterAll(closeDatabase);

type Browser = { client: ContactActor; cookie: string };
const onDevice = (): Browser => ({ client: w.client, cookie: w.cookie });
async function loggedIn(): Promise<Browser> {
  const loginId = await testLogin(w.client, "maya@login.example");
  await withFirm(w, (tx) =>
    tx.update(contacts).set({ email: "maya@login.example" }).where(eq(contacts.id, w.client.contactId)),
  );
  const { client, login, browser } = await loggedInContact(w.client, loginId, ["password"]);
  return { client, cookie: `${cookieNames.browser}=${browser}; ${cookieNames.login}=${login}` };
}

function request(method: string, path: string, body: ReadableStream, headers: Record<string, string>) {
  const { origin, host } = new URL(w.firm.origin);
  const all = { host, origin, "sec-fetch-site": "same-origin", ...headers };
  return new Request(`${origin}${path}`, { method, body, duplex: "half", headers: all } as RequestInit);
}

const mark = "a-boundary-of-a-form";
const field = (name: string, value: string) =>
  `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileNamed = (name: string) =>
  `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;

/** A plain form with two files, held back in the middle of the first. */
function slowForm({ client, cookie }: Browser) {
  const fields = { as: asOf(client), task_id: w.taskId, form_key: randomUUID() };
  const { body, first, go } = dripping(
    Object.entries(fields)
      .map(([name, value]) => field(name, value))
      .join("") +
      fileNamed("one.txt") +
      "begin ",
    `end\r\n${fileNamed("two.txt")}a second file\r\n--${mark}--\r\n`,
  );
  const answer = POST(
    request("POST", "/uploads", body, { cookie, "content-type": `multipart/form-data; boundary=${mark}` }),
  );
  return { answer, first, go };
}

/** One chunk of an upload, which is the whole file, held back in its middle. */
async function slowChunk({ client, cookie }: Browser) {
  const place = { taskId: w.taskId, uploadKey: randomUUID(), name: "a.txt", size: 9 };
  const { fileId } = await beginUpload(client, place);
  const { body, first, go } = dripping("begin ", "end");
  const headers = {
    cookie,
    "tus-resumable": "1.0.0",
    "content-type": "application/offset+octet-stream",
    "upload-offset": "0",
    "upload-checksum": `sha256 ${createHash("sha256").update("begin end").digest("base64")}`,
  };
  const path = `/uploads/${fileId}?as=${asOf(client)}`;
  const answer = PATCH(request("PATCH", path, body, headers), { params: Promise.resolve({ fileId }) });
  return { answer, first, go };
}

const received = async () =>
  (await fileRows(w.firmId)).filter((file) => file.receivedAt ?? file.receivedBytes);
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));

const revoke = () => revokeAll(w.staff, w.client.contactId);
const ends: [string, () => Promise<Browser> | Browser, () => Promise<unknown>][] = [
  ["its device is signed out", onDevice, revoke],
  ["its contact is deleted", onDevice, () => deleteContact(w.staff, w.client.contactId)],
  ["its login is ended", loggedIn, () => endLogins(w.staff, w.client.contactId)],
];

test.each(ends)("[A12] of a form that is still coming no file is received once %s", async (_how, by, end) => {
  const { answer, first, go } = slowForm(await by());
  await first;
  await end();
  go();
  expect((await answer).headers.get("location")).toMatch(/problem=file-(out|gone)/);
  expect(await received()).toEqual([]);
});

test.each(ends)("[A12] a chunk that is still coming is not kept once %s", async (_how, by, end) => {
  const { answer, first, go } = await slowChunk(await by());
  await first;
  await end();
  go();
  expect([403, 404]).toContain((await answer).status);
  expect(await received()).toEqual([]);
});

test("[A12] who is still in sends as slowly as it likes", async () => {
  const browser = onDevice();
  const [form, chunk] = [slowForm(browser), await slowChunk(browser)];
  await Promise.all([form.first, chunk.first]);
  form.go();
  chunk.go();
  expect((await form.answer).headers.get("location")).toBe(`/tasks/${w.taskId}#files`);
  expect((await chunk.answer).status).toBe(204);
});

test("[A12] a file is not finished by a device that was signed out", async () => {
  const upload = { taskId: w.taskId, uploadKey: randomUUID(), name: "a.txt", size: 3 };
  const { fileId } = await beginUpload(w.client, upload);
  const checksum = createHash("sha256").update("abc").digest();
  await receiveChunk(w.client, fileId, { offset: 0, length: 3, checksum }, [Buffer.from("abc")]);
  await revoke();
  await expect(finishUpload(w.client, fileId)).rejects.toMatchObject({ code: "forbidden" });
  await expect(beginUpload(w.client, { ...upload, uploadKey: randomUUID() })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await fileRows(w.firmId)).map(({ state }) => state)).toEqual(["receiving"]);
});

test("[A12] a sign-out waits for the file that is just being written", async () => {
  let out = false;
  const { ending } = await withFirm(w, async (tx) => {
    await insistStillOpen(tx, w.client, w.taskId);
    const over = revoke().then(() => (out = true));
    await pause(300);
    expect(out).toBe(false);
    return { ending: over };
  });
  expect(await ending).toBe(true);
});

test("[A18] a stop of a guest waits for the file that is just being written, and no other comes after", async () => {
  const { guest } = await testGuest(w.client, w.taskId, "guest@else.example");
  let out = false;
  const { stopping } = await withFirm(w, async (tx) => {
    await insistStillOpen(tx, guest, w.taskId);
    const over = stopGuest(w.client, guest.guestId).then(() => (out = true));
    await pause(300);
    expect(out).toBe(false);
    return { stopping: over };
  });
  expect(await stopping).toBe(true);
  await expect(withFirm(w, (tx) => insistSender(tx, guest))).rejects.toMatchObject({ code: "forbidden" });
});

test("[A13] a deleted contact sees no task, whatever it is in by", async () => {
  expect(await openTasks(w.client)).not.toEqual([]);
  await withFirm(w, (tx) =>
    tx.update(contacts).set({ deletedAt: new Date() }).where(eq(contacts.id, w.client.contactId)),
  );
  expect(await openTasks(w.client)).toEqual([]);
});

test("[C2] what is written for a contact while it is erased keeps no address of the network", async () => {
  let erased = false;
  const { erasing } = await withFirm(w, async (tx) => {
    await taskForUpdate(tx, w.client, w.taskId);
    await deleteContact(w.staff, w.client.contactId);
    const [name] = await withFirm(w, (other) =>
      other
        .select({ firstName: contacts.firstName, lastName: contacts.lastName })
        .from(contacts)
        .where(eq(contacts.id, w.client.contactId)),
    );
    const typed = `${name?.firstName ?? ""} ${name?.lastName ?? ""}`;
    const over = eraseContact(w.staff, w.client.contactId, typed).then(() => (erased = true));
    await pause(300);
    expect(erased).toBe(false);
    await record(tx, w.client, "file.received", { taskId: w.taskId, fileId: randomUUID(), bytes: 1 });
    return { erasing: over };
  });
  await erasing;
  const events = await withFirm(w, (tx) =>
    tx
      .select({ action: auditEvents.action, ip: auditEvents.ip })
      .from(auditEvents)
      .where(and(eq(auditEvents.firmId, w.firmId), eq(auditEvents.actorId, w.client.contactId))),
  );
  expect(events).toContainEqual({ action: "file.received", ip: "" });
  expect(events.filter(({ ip }) => ip !== "")).toEqual([]);
});
