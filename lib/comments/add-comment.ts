import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { comments, files } from "@/db/schema/conversation";
import { commentPosted } from "@/emails/comment-posted";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { record } from "@/lib/audit/record";
import { ownFiles } from "@/lib/files/queries";
import { insist, Refused } from "@/lib/refused";
import { dropDraft } from "@/lib/tasks/save-draft";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayComment } from "@/lib/tasks/rules";
import { mailOwner } from "@/lib/work-items/owner-letter";
import { noteForClients } from "./note-for-clients";

/** `fileIds`: files that were sent for this comment, on its task. */
export type NewComment = { taskId: string; formKey: string; body: string; fileIds?: string[] };

/**
 * A comment by the client; the work owner is mailed at once (P4), some times in ten minutes at the most. The same
 * form sent twice is one comment.
 */
export async function addClientComment(client: ContactActor, comment: NewComment): Promise<void> {
  const mayMail = await takeTurn("commentMails", client.contactId, comment.taskId);
  await withFirm(client, async (tx) => {
    const task = await taskForUpdate(tx, client, comment.taskId);
    insist(mayComment(task));
    const written = await writeComment(tx, client, { contactId: client.contactId }, comment);
    await dropDraft(tx, client, comment.taskId, "comment");
    if (written && mayMail)
      await mailOwner(tx, client, task, {
        kind: "comment",
        dedupeKey: `comment:${written.id}`,
        letter: commentPosted,
        said: { text: comment.body, files: written.fileNames },
      });
  });
}

/** A comment by staff. Clients see it on the task, and are mailed ten minutes after the last one (DECISIONS 20). */
export async function addStaffComment(staff: StaffActor, comment: NewComment): Promise<string | undefined> {
  return withFirm(staff, async (tx) => {
    insist(mayComment(await taskForUpdate(tx, staff, comment.taskId), "staff"));
    const written = await writeComment(tx, staff, { staffId: staff.staffId }, comment);
    if (written) await noteForClients(tx, staff, { taskId: comment.taskId });
    return written?.id;
  });
}

const changed =
  "Your comment was sent before you changed it. Load the page to see it, then send the rest as a new comment.";

/** Writes it and returns its id and the names of its files; undefined when this very form was written before. Other words or more files in it are refused. */
async function writeComment(
  tx: Tx,
  actor: ContactActor | StaffActor,
  writer: { contactId: string } | { staffId: string },
  { taskId, formKey, body, fileIds = [] }: NewComment,
): Promise<{ id: string; fileNames: string[] } | undefined> {
  if (body.trim() === "" && fileIds.length === 0)
    throw new Refused("invalid", "Write your comment first.", { comment: "Write your comment first." });
  const [comment] = await tx
    .insert(comments)
    .values({ firmId: actor.firmId, taskId, formKey, body, ...writer })
    .onConflictDoNothing()
    .returning({ id: comments.id });
  if (comment) {
    const fileNames = await attachFiles(tx, actor, { taskId, commentId: comment.id, fileIds });
    await record(tx, actor, "comment.created", { taskId, commentId: comment.id });
    return { id: comment.id, fileNames };
  }
  const [before] = await tx
    .select({ id: comments.id, taskId: comments.taskId, body: comments.body })
    .from(comments)
    .where(and(eq(comments.firmId, actor.firmId), eq(comments.formKey, formKey)));
  if (before?.taskId !== taskId || before.body !== body) throw new Refused("conflict", changed);
  const attached = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.firmId, actor.firmId), eq(files.commentId, before.id)));
  const here = new Set(attached.map((file) => file.id));
  if (!fileIds.every((id) => here.has(id))) throw new Refused("conflict", changed);
  return undefined;
}

/** Hangs files that were sent for it on a comment, and returns their names. Throws Refused when one is not there, or not whole yet. */
async function attachFiles(
  tx: Tx,
  actor: ContactActor | StaffActor,
  { taskId, commentId, fileIds }: { taskId: string; commentId: string; fileIds: string[] },
): Promise<string[]> {
  const wanted = [...new Set(fileIds)];
  if (wanted.length === 0) return [];
  const attached = await tx
    .update(files)
    .set({ commentId })
    .where(
      allOf(
        ownFiles(actor),
        eq(files.taskId, taskId),
        eq(files.purpose, "comment"),
        eq(files.state, "received"),
        isNull(files.commentId),
        inArray(files.id, wanted),
      ),
    )
    .returning({ name: files.name });
  if (attached.length < wanted.length)
    throw new Refused("conflict", "A file of this comment is not here any more. Add it again, then send.");
  return attached.map(({ name }) => name);
}
