import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { withFirm } from "@/db/client";
import { firmsWithDueMessages, firmsWithDueNotices } from "@/db/lookups";
import { firms } from "@/db/schema/firms";
import { messages } from "@/db/schema/messages";
import { addStaffComment } from "@/lib/comments/add-comment";
import { sendNotices } from "@/lib/comments/send-notices";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { sendDue } from "./send-due";
import type { Delivery } from "./transport";
import { workRound } from "./worker";

beforeAll(testDatabase);

const comment = (f: TestFirm) =>
  addStaffComment(f.staff, { taskId: f.tasks.tick, formKey: randomUUID(), body: "Could you look?" });
const noticesDue = (f: TestFirm) =>
  withFirm(f, (tx) => tx.execute(sql`update client_notices set due_at = now() - interval '1 minute'`));

test("[S8] a firm whose due notice fails to become a letter keeps no other firm's mail, and no mail of its own, waiting", async () => {
  const [broken, sound] = [await testFirm(), await testFirm()];
  for (const f of [broken, sound]) await comment(f).then(() => noticesDue(f));
  // a colour that no letter takes
  await withFirm(broken, (tx) =>
    tx
      .update(firms)
      .set({ palette: sql`jsonb_set(palette, '{light,ink}', '"no colour"')` })
      .where(eq(firms.id, broken.firmId)),
  );
  const said: string[] = [];
  const log = vi.spyOn(process.stderr, "write").mockImplementation((line) => (said.push(String(line)), true));
  const given: Delivery[] = [];
  const deliver = (mail: Delivery) => {
    given.push(mail);
    return Promise.resolve({ kind: "sent" as const, providerId: mail.id });
  };
  const lookupAway = {
    kind: "away",
    firms: () => Promise.reject(new Error("away")),
    run: () => Promise.resolve(),
  };
  await workRound([
    lookupAway,
    { kind: "notices", firms: firmsWithDueNotices, run: sendNotices },
    {
      kind: "messages",
      firms: firmsWithDueMessages,
      run: (firmId) => sendDue(firmId, { repeatable: true, deliver }),
    },
  ]);
  log.mockRestore();
  const kinds = async (f: TestFirm) =>
    (await withFirm(f, (tx) => tx.select({ kind: messages.kind, state: messages.state }).from(messages)))
      .map(({ kind, state }) => `${kind} ${state}`)
      .sort();
  expect(await kinds(sound)).toEqual(["client_notice sent", "request sent"]);
  expect(await kinds(broken)).toEqual(["request sent"]);
  expect(new Set(given.map(({ to }) => to))).toEqual(new Set([sound.contactEmail, broken.contactEmail]));
  const events = said.map((line) => JSON.parse(line) as { event: string; firmId?: string });
  expect(events).toMatchObject([
    { event: "worker.failed", part: "away" },
    { event: "notice.failed", firmId: broken.firmId },
  ]);
});
