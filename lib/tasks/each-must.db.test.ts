import { and, desc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { openText } from "@/lib/crypto";
import { createRequest } from "@/lib/requests/edit-draft";
import { openTasks, requestPage } from "@/lib/requests/queries";
import { outstanding } from "@/lib/requests/outstanding";
import { sendRequest } from "@/lib/requests/send-request";
import { testDatabase } from "@/test/db";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { completeTask } from "./complete-task";
import { eachWords } from "./each-words";
import { taskPage } from "./queries";

beforeAll(testDatabase);

async function lastLetter(f: TestFirm, to: string): Promise<string> {
  const [mail] = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.toAddress, to), eq(messages.kind, "request")))
      .orderBy(desc(messages.createdAt))
      .limit(1),
  );
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: mail?.id ?? "" };
  return (JSON.parse(openText(mail?.sealed ?? "", place)) as { text: string }).text;
}

test("[C1] where each must answer, page and mail say who has and whom Lodge waits for, and each counts their own", async () => {
  const f = await testFirm();
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Both sign",
    needsReview: false,
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks: [asked("tick", "Read the terms", { allMust: true }), asked("tick", "Send the keys")],
  });
  await sendRequest(f.staff, requestId, 0);
  const [each = "", one = ""] = (await requestPage(f.staff, requestId))?.tasks.map(({ id }) => id) ?? [];
  expect(await lastLetter(f, f.contactEmail)).toMatch(
    /Each of you must answer\. Lodge waits for .+ and you\./,
  );
  await completeTask(f.contact, each);
  const words = async (who: TestFirm["contact"]) =>
    eachWords((await taskPage(who, each))?.parts ?? [], who.contactId);
  expect(await words(f.contact)).toMatch(/^You have answered\. Lodge still waits for .+\.$/);
  expect(await words(f.other)).toMatch(/^.+ has answered\. Lodge still waits for you\.$/);
  expect((await taskPage(f.contact, one))?.parts).toEqual([]);
  // whoever has answered is done with it, whoever has not is not
  const progress = async (who: TestFirm["contact"]) => {
    const mine = (await openTasks(who)).filter((task) => task.requestId === requestId);
    const { clients } = outstanding(mine);
    return [clients[0]?.work[0]?.done, mine.length];
  };
  expect(await progress(f.contact)).toEqual([1, 2]);
  expect(await progress(f.other)).toEqual([0, 2]);
  // mailed again, each is asked for what is still theirs
  await sendRequest(f.staff, requestId, 1);
  expect(await lastLetter(f, f.contactEmail)).not.toContain("Read the terms");
  expect(await lastLetter(f, f.otherEmail)).toMatch(
    /Read the terms\s+.+ has answered\. Lodge still waits for you\./,
  );
});
