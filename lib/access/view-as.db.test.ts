import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { staffSessions } from "@/db/schema/staff";
import { hashToken, newToken } from "@/lib/crypto";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { openTasks } from "@/lib/requests/queries";
import { completeTask } from "@/lib/tasks/complete-task";
import { taskPage } from "@/lib/tasks/queries";
import { saveDraft } from "@/lib/tasks/save-draft";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { endView, openView, ticketToView, viewerOf } from "./view-as";

const from = { ip: "127.0.0.1", requestId: "test" };
const backTo = "http://localhost:3000";

/** A session of the firm's staff member, as signing in makes it. */
async function signedIn(f: TestFirm): Promise<string> {
  const token = newToken();
  await withFirm(f, (tx) =>
    tx.insert(staffSessions).values({
      firmId: f.firmId,
      staffId: f.staff.staffId,
      tokenHash: hashToken(token),
      host: backTo,
      endsAt: sql`now() + interval '1 hour'`,
    }),
  );
  return token;
}

beforeAll(testDatabase);

async function viewing(f: TestFirm) {
  const ticket = await ticketToView(f.staff, f.contact.contactId, {
    sessionToken: await signedIn(f),
    backTo,
  });
  const token = (await openView(f.firmId, ticket)) ?? "";
  return { ticket, token, visitor: await viewerOf(f.firmId, token, from) };
}

test("[W9] a ticket opens one view, which shows what the contact sees and says who looks", async () => {
  const f = await testFirm();
  const { ticket, visitor } = await viewing(f);
  expect(visitor).toMatchObject({
    viewedBy: "Ana Hill",
    actor: { via: "view", contactId: f.contact.contactId },
  });
  expect(await openView(f.firmId, ticket)).toBeUndefined();
  if (!visitor) throw new Error("unreachable");
  expect((await openTasks(visitor.actor)).map((task) => task.requestId)).toContain(f.requestId);
  const logged = await withFirm(f, (tx) =>
    tx.execute<{ action: string }>(sql`select action from audit_events where action like 'contact.view%'`),
  );
  expect(logged.map((row) => row.action)).toEqual(["contact.viewed_as"]);
});

test("[W9] a view changes nothing, whatever is called with it", async () => {
  const f = await testFirm();
  const { visitor } = await viewing(f);
  if (!visitor) throw new Error("unreachable");
  await expect(completeTask(visitor.actor, f.tasks.tick)).rejects.toThrow(/changes nothing/);
  await expect(saveDraft(visitor.actor, f.tasks.answer, "answer", "x")).rejects.toThrow(/changes nothing/);
  await saveDraft(f.contact, f.tasks.answer, "answer", "half a thought");
  expect((await taskPage(visitor.actor, f.tasks.answer))?.drafts).toEqual({});
  const [task] = (await openTasks(f.contact)).filter((row) => row.taskId === f.tasks.tick);
  expect(task?.state).toBe("open");
});

test("[W9] a view ends when it is stopped, over, signed out, its contact deleted or its staff member inactive", async () => {
  const f = await testFirm();
  const one = await viewing(f);
  expect(await endView(f.firmId, one.token)).toBe(`${backTo}/admin/contacts/${f.contact.contactId}`);
  expect(await viewerOf(f.firmId, one.token, from)).toBeUndefined();
  const two = await viewing(f);
  await withFirm(f, (tx) => tx.execute(sql`update client_views set ends_at = now() - interval '1 second'`));
  expect(await viewerOf(f.firmId, two.token, from)).toBeUndefined();
  const signedOut = await viewing(f);
  await withFirm(f, (tx) => tx.delete(staffSessions));
  expect(await viewerOf(f.firmId, signedOut.token, from)).toBeUndefined();
  const three = await viewing(f);
  await withFirm(f, (tx) => tx.execute(sql`update staff_members set deactivated_at = now()`));
  expect(await viewerOf(f.firmId, three.token, from)).toBeUndefined();
  await withFirm(f, (tx) => tx.execute(sql`update staff_members set deactivated_at = null`));
  await deleteContact(f.staff, f.contact.contactId);
  expect(await viewerOf(f.firmId, three.token, from)).toBeUndefined();
});

test("[T1] another firm's staff get no ticket, and a ticket opens nothing on another firm's host", async () => {
  const [f, g] = [await testFirm(), await testFirm()];
  await expect(
    ticketToView(g.staff, f.contact.contactId, { sessionToken: await signedIn(g), backTo }),
  ).rejects.toThrow(/not here any more/);
  const ticket = await ticketToView(f.staff, f.contact.contactId, {
    sessionToken: await signedIn(f),
    backTo,
  });
  expect(await openView(g.firmId, ticket)).toBeUndefined();
  const token = await openView(f.firmId, ticket);
  expect(await viewerOf(g.firmId, token ?? "", from)).toBeUndefined();
});
