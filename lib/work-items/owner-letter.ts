import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { workItems } from "@/db/schema/work";
import type { Letter } from "@/emails/parts/letter-look";
import type { commentPosted } from "@/emails/comment-posted";
import type { ContactActor } from "@/lib/access/actor";
import { excerptOf } from "@/lib/comments/rules";
import { mailsCarryWords } from "@/lib/firms/mails-carry-words";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { enqueue } from "@/lib/messages/enqueue";

type Task = { id: string; title: string; workItemId: string; ownerId: string };

/**
 * Mails the work owner what a client did on a task, in the transaction of the act. The letter names who and where,
 * and carries what was written as far as the firm lets mails do so.
 */
export async function mailOwner(
  tx: Tx,
  client: ContactActor,
  task: Task,
  mail: {
    kind: "comment" | "declined";
    dedupeKey: string;
    letter: (props: Parameters<typeof commentPosted>[0]) => Letter;
    said: { text: string; files?: string[] };
  },
): Promise<void> {
  const [who] = await tx
    .select({
      first: contacts.firstName,
      last: contacts.lastName,
      workTitle: workItems.title,
      clientName: clients.name,
      ownerName: staffMembers.name,
      ownerEmail: staffMembers.email,
    })
    .from(workItems)
    .innerJoin(clients, and(eq(clients.firmId, workItems.firmId), eq(clients.id, workItems.clientId)))
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, workItems.firmId), eq(staffMembers.id, workItems.ownerId)),
    )
    .innerJoin(contacts, and(eq(contacts.firmId, workItems.firmId), eq(contacts.id, client.contactId)))
    .where(and(eq(workItems.firmId, client.firmId), eq(workItems.id, task.workItemId)));
  if (!who) return;
  const firm = await firmById(tx, client.firmId);
  await enqueue(tx, client.firmId, {
    kind: mail.kind,
    dedupeKey: mail.dedupeKey,
    to: who.ownerEmail,
    staffId: task.ownerId,
    sender: { name: `${firm.name} on Lodge`, replyTo: null },
    letter: mail.letter({
      ...letterheadOf(firm),
      firstName: who.ownerName.split(" ")[0] ?? who.ownerName,
      contactName: `${who.first} ${who.last}`.trim(),
      clientName: who.clientName,
      workTitle: who.workTitle,
      taskTitle: task.title,
      words: (await mailsCarryWords(tx, client.firmId))
        ? [{ ...excerptOf(mail.said.text), files: mail.said.files ?? [] }]
        : [],
      link: `${firm.origin}/admin/work/${task.workItemId}#task-${task.id}`,
    }),
  });
}
