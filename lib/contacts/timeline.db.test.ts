import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { requests } from "@/db/schema/work";
import { addClientComment, addStaffComment } from "@/lib/comments/add-comment";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { receiveWhole } from "@/lib/files/receive-whole";
import { filesOfContact } from "@/lib/files/of-contact";
import { requestsOfContact } from "@/lib/requests/of-contact";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { testDatabase } from "@/test/db";
import { testDevice, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { contactTimeline } from "./timeline";

let f: TestFirm;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const kinds = async (contactId: string) =>
  (await contactTimeline(f.staff, contactId, undefined)).rows.map(({ kind }) => kind);

test("[C4] the timeline tells mails, links opened, devices ended, tasks, files and comments, newest first", async () => {
  const { contact } = f;
  const comment = (taskId: string, body: string) => ({ taskId, formKey: randomUUID(), body });
  expect((await kinds(contact.contactId)).sort()).toEqual(["claim", "mail"]);
  await completeTask(contact, f.tasks.tick);
  await receiveWhole(
    contact,
    { taskId: f.tasks.upload, uploadKey: randomUUID(), name: "a.txt" },
    bytesOf("a"),
  );
  await addClientComment(contact, comment(f.tasks.upload, "Is this enough?"));
  await addStaffComment(f.staff, comment(f.tasks.upload, "Yes."));
  await revokeDevice(f.staff, (await testDevice(f.firmId, contact.contactId)).deviceId);
  const { rows } = await contactTimeline(f.staff, contact.contactId, undefined);
  expect(rows.map(({ kind }) => kind).sort()).toEqual(
    ["claim", "claim", "comment", "comment", "done", "end", "file", "mail"].sort(),
  );
  const times = rows.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  await untickTask(contact, f.tasks.tick);
  expect(await kinds(contact.contactId)).not.toContain("done");
});

test("[C4] another contact's timeline has nothing of it", async () => {
  expect((await kinds(f.other.contactId)).sort()).toEqual(["claim"]);
});

test("[C4] the timeline comes page by page, each entry once, also where instants are the same", async () => {
  const g = await testFirm();
  const { contactId } = g.other;
  for (let at = 0; at < 60; at++) await testDevice(g.firmId, contactId);
  await withFirm(g, (tx) =>
    tx
      .update(devices)
      .set({ claimedAt: sql`date_trunc('day', now())` })
      .where(eq(devices.contactId, contactId)),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await contactTimeline(g.staff, contactId, cursor);
    expect(page.rows.length).toBeLessThanOrEqual(25);
    seen.push(...page.rows.map(({ kind, id }) => `${kind} ${id}`));
    cursor = page.next;
  } while (cursor);
  expect([seen.length, new Set(seen).size]).toEqual([61, 61]);
  expect((await contactTimeline(g.staff, contactId, "no cursor")).rows).toHaveLength(25);
});

test("[C4] requests and documents of a contact are its own, newest first", async () => {
  const g = await testFirm();
  const later = await testRequest(g.staff, g.clientId, [g.contact.contactId]);
  await withFirm(g, (tx) =>
    tx
      .update(requests)
      .set({ createdAt: sql`now() + interval '1 minute'` })
      .where(eq(requests.id, later.requestId)),
  );
  const mine = await requestsOfContact(g.staff, g.contact.contactId, undefined);
  expect(mine.rows.map(({ id }) => id)).toEqual([later.requestId, g.requestId]);
  expect((await requestsOfContact(g.staff, g.other.contactId, undefined)).rows).toEqual([]);
  const given = { taskId: g.tasks.upload, uploadKey: randomUUID(), name: "b.txt" };
  await receiveWhole(g.contact, given, bytesOf("b"));
  const [file] = (await filesOfContact(g.staff, g.contact.contactId, undefined)).rows;
  expect(file).toMatchObject({ name: "b.txt", size: 1, taskTitle: "Send the bank statements" });
  expect((await filesOfContact(g.staff, g.other.contactId, undefined)).rows).toEqual([]);
});
