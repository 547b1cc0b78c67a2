import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import type { DemoTask, DemoWork } from "@/db/demo/tasks";
import { comments, files } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { tasks } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { receiveWhole } from "@/lib/files/receive-whole";
import { answerTask } from "@/lib/tasks/answer-task";
import { completeTask } from "@/lib/tasks/complete-task";
import { demoPdf } from "./demo-pdf";

export type Lodged = { taskId: string; given: DemoTask["given"] };
type Filling = {
  staff: StaffActor;
  contact: ContactActor;
  work: DemoWork;
  lodged: Lodged[];
  sentDaysAgo: number;
};

async function* inOneGo(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

async function giveFile(contact: ContactActor, taskId: string, name: string, work: DemoWork): Promise<void> {
  const pdf = demoPdf([name, work.client, work.title, "Made for Lodge's demo firm. Nothing in it is real."]);
  // only PDFs can be made honestly here: the name says so
  const fileName = `${name.replace(/\.[a-z]+$/, "")}.pdf`;
  await receiveWhole(contact, { taskId, uploadKey: randomUUID(), name: fileName }, inOneGo(pdf));
}

/** What the firm attached for the client to read. */
export async function attachDocument(
  staff: StaffActor,
  taskId: string,
  name: string,
  work: DemoWork,
): Promise<void> {
  const pdf = demoPdf([name, work.client, "A draft for you to read. Made for Lodge's demo firm."]);
  const place = { taskId, purpose: "reading" as const, uploadKey: randomUUID(), name };
  await receiveWhole(staff, place, inOneGo(pdf));
}

async function give(contact: ContactActor, { taskId, given }: Lodged, work: DemoWork): Promise<void> {
  if (!given) return;
  if ("answer" in given) return answerTask(contact, taskId, given.answer);
  if ("files" in given) for (const name of given.files) await giveFile(contact, taskId, name, work);
  await completeTask(contact, taskId);
}

/** Lets the demo's contact lodge what the script says, then dates it back to the days after the sending. */
export async function fillRequest({ staff, contact, work, lodged, sentDaysAgo }: Filling): Promise<void> {
  for (const one of lodged) await give(contact, one, work);
  const daysAgo = Math.max(1, Math.floor(sentDaysAgo / 2));
  await withFirm(contact, async (tx) => {
    const then = sql`date_trunc('day', now()) - make_interval(days => ${daysAgo}) + interval '10 hours 42 minutes'`;
    for (const { taskId, given } of lodged) {
      if (!given) continue;
      await tx
        .update(tasks)
        .set({ doneAt: then, answeredAt: then })
        .where(and(eq(tasks.firmId, contact.firmId), eq(tasks.id, taskId)));
      await tx
        .update(files)
        .set({ createdAt: then, receivedAt: then })
        .where(and(eq(files.firmId, contact.firmId), eq(files.taskId, taskId)));
    }
    const [first] = lodged;
    // what was finished days ago was receipted then, not when the demo was made
    if (first)
      await tx
        .update(messages)
        .set({ state: "sent", sealed: null, createdAt: then, sentAt: then })
        .where(
          and(
            eq(messages.firmId, contact.firmId),
            eq(messages.kind, "receipt"),
            sql`${messages.requestId} = (select t.request_id from ${tasks} t where t.firm_id = ${contact.firmId} and t.id = ${first.taskId})`,
          ),
        );
    for (const { task, by, daysAgo: ago, body } of work.comments ?? []) {
      const about = lodged[task];
      if (!about) continue;
      const writer = by === "staff" ? { staffId: staff.staffId } : { contactId: contact.contactId };
      const createdAt = sql`date_trunc('day', now()) - make_interval(days => ${ago}) + interval '15 hours 20 minutes'`;
      await tx.insert(comments).values({
        firmId: contact.firmId,
        taskId: about.taskId,
        formKey: randomUUID(),
        body,
        createdAt,
        ...writer,
      });
    }
  });
}
