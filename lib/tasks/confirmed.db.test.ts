import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { tasks } from "@/db/schema/work";
import { createRequest } from "@/lib/requests/edit-draft";
import { openTasks, requestPage } from "@/lib/requests/queries";
import { sendRequest } from "@/lib/requests/send-request";
import { testDatabase } from "@/test/db";
import { asked, testFirm, type TestFirm } from "@/test/factories/firm";
import { answerLines } from "./answer-lines";
import { completeTask, untickTask } from "./complete-task";
import { sha256OfText } from "./confirmed";
import { taskPage } from "./queries";

beforeAll(testDatabase);

const text = "The figures that I sent are complete.\nNothing is left out.";

async function confirmation(f: TestFirm, allMust = false): Promise<string> {
  const requestId = await createRequest(f.staff, {
    workItemId: f.workItemId,
    title: "Before we file",
    needsReview: false,
    recipientIds: [f.contact.contactId, f.other.contactId],
    tasks: [asked("tick", "Confirm the figures", { details: { confirm: text }, allMust })],
  });
  await sendRequest(f.staff, requestId, 0);
  return (await requestPage(f.staff, requestId))?.tasks[0]?.id ?? "";
}

test.each([false, true])(
  "[P3] a tick keeps the very text that it confirmed, in the answer and by its SHA-256 in the audit log (each must: %s)",
  async (allMust) => {
    const f = await testFirm();
    const taskId = await confirmation(f, allMust);
    const sha256 = sha256OfText(text);
    expect(sha256).toBe("6157b38609f99a32ace962b73e5aafc064c182181ede7f5f2c353c3e4e0b6a41");
    await completeTask(f.contact, taskId, sha256);
    await withFirm(f, (tx) =>
      tx
        .update(tasks)
        .set({ details: { confirm: "Something else." } })
        .where(eq(tasks.id, taskId)),
    );
    const task = await taskPage(f.contact, taskId);
    expect(task).toMatchObject({ state: "done", given: { confirmed: { text, sha256 } } });
    expect(task && answerLines(task, f.firm)).toEqual([`Confirmed: ${text}`]);
    const [event] = await withFirm(f, (tx) =>
      tx
        .select({ subject: auditEvents.subject })
        .from(auditEvents)
        .where(and(eq(auditEvents.action, "task.completed"), sql`subject->>'taskId' = ${taskId}`)),
    );
    expect(event?.subject).toMatchObject({ confirmed_sha256: sha256 });
    // taken back, only the text of today is confirmed by the next tick
    await untickTask(f.contact, taskId);
    await expect(completeTask(f.contact, taskId, sha256)).rejects.toThrow(/changed since you opened/);
    await completeTask(f.contact, taskId, sha256OfText("Something else."));
    expect((await taskPage(f.contact, taskId))?.given?.confirmed?.text).toBe("Something else.");
  },
);

test("[P3] a text that was not read is not confirmed: a row's tick opens the task", async () => {
  const f = await testFirm();
  const taskId = await confirmation(f);
  expect((await openTasks(f.contact)).find((task) => task.taskId === taskId)?.confirms).toBe(true);
  expect((await openTasks(f.contact)).find((task) => task.taskId === f.tasks.tick)?.confirms).toBe(false);
  await expect(completeTask(f.contact, taskId)).rejects.toThrow(/read what you confirm/);
  expect((await taskPage(f.contact, taskId))?.state).toBe("open");
  // without a text a tick says what it always said
  await completeTask(f.contact, f.tasks.tick);
  expect((await taskPage(f.contact, f.tasks.tick))?.given).toBeNull();
});
