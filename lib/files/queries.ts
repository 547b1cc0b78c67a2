import "server-only";
import { and, asc, eq, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { contacts } from "@/db/schema/people";
import { tasks } from "@/db/schema/work";
import type { Actor, GuestActor } from "@/lib/access/actor";
import { allOf, answerableTasks, nothing } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";
import { visibleTasks } from "@/lib/tasks/queries";
import type { FileSender } from "./place";

/** Who sees which files. Staff: their firm's. A device: its own contact's, on tasks it still sees; never their bytes (A10). */
export function visibleFiles(actor: Actor): SQL {
  const inFirm = allOf(eq(files.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  if (actor.kind !== "contact") return nothing;
  const onMyTask = sql`exists (select 1 from ${tasks} where ${tasks.firmId} = ${files.firmId} and ${tasks.id} = ${files.taskId} and ${visibleTasks(actor)})`;
  return allOf(inFirm, eq(files.contactId, actor.contactId), onMyTask);
}

/** What a guest sent to the one task it may still answer; nothing that the contact or another guest sent (A18). */
export function guestsFiles(guest: GuestActor): SQL {
  const onTheTask = sql`exists (select 1 from ${tasks} where ${tasks.firmId} = ${files.firmId} and ${tasks.id} = ${files.taskId} and ${answerableTasks(guest)})`;
  return allOf(eq(files.firmId, guest.firmId), eq(files.guestId, guest.guestId), onTheTask);
}

/** The files that somebody sends: a contact's or a guest's on tasks it still sees, or a staff member's own. */
export function ownFiles(sender: FileSender): SQL {
  if (sender.kind === "contact") return visibleFiles(sender);
  if (sender.kind === "guest") return guestsFiles(sender);
  return allOf(eq(files.firmId, sender.firmId), eq(files.staffId, sender.staffId));
}

/** The files that answer a task as its lists show them, oldest first; withdrawn and unfinished ones left out. */
export async function filesOfTask(actor: Actor, taskId: string) {
  return withFirm(actor, async (tx) =>
    tx
      .select({
        id: files.id,
        name: files.name,
        size: files.size,
        contentType: files.contentType,
        marks: files.marks,
        sha256: files.sha256,
        receivedAt: files.receivedAt,
        wanted: files.wanted,
        by: sql<string>`trim(${contacts.firstName} || ' ' || ${contacts.lastName})`,
        /** A guest sent it in the contact's place (A18). */
        byGuest: sql<boolean>`${files.guestId} is not null`,
      })
      .from(files)
      .innerJoin(contacts, and(eq(contacts.firmId, files.firmId), eq(contacts.id, files.contactId)))
      .where(
        allOf(
          visibleFiles(actor),
          eq(files.taskId, taskId),
          eq(files.purpose, "answer"),
          eq(files.state, "received"),
        ),
      )
      .orderBy(asc(files.receivedAt), asc(files.id)),
  );
}

export type FileOfTask = Awaited<ReturnType<typeof filesOfTask>>[number];

/** An upload as its verbs need it. Throws Refused("missing") when it is not there for this actor, whyever. */
export async function uploadOf(tx: Tx, actor: FileSender, fileId: string) {
  const [file] = await tx
    .select({
      id: files.id,
      taskId: files.taskId,
      clientId: files.clientId,
      purpose: files.purpose,
      name: files.name,
      size: files.size,
      receivedBytes: files.receivedBytes,
      slicedBytes: files.slicedBytes,
      state: files.state,
      parts: files.parts,
      storageKey: files.storageKey,
      wrappedKey: files.wrappedKey,
      sha256: files.sha256,
    })
    .from(files)
    .where(
      allOf(
        ownFiles(actor),
        eq(files.id, fileId),
        or(eq(files.state, "receiving"), eq(files.state, "received")) ?? nothing,
      ),
    );
  if (!file)
    throw new Refused("missing", "That file is no longer here. Load the page again to see what was sent.");
  return file;
}

export type Upload = Awaited<ReturnType<typeof uploadOf>>;

/** How far an upload has come, in bytes, for HEAD. Throws Refused("missing") for a plain form's: nobody can go on with it. */
export async function uploadState(
  actor: FileSender,
  fileId: string,
): Promise<{ size: number; receivedBytes: number }> {
  const { size, receivedBytes, slicedBytes } = await withFirm(actor, (tx) => uploadOf(tx, actor, fileId));
  if (size === 0) throw new Refused("missing", "That file is no longer here.");
  return { size, receivedBytes: receivedBytes + slicedBytes };
}

/** How many files somebody has on a task: unfinished ones too, and received ones taken back, whose bytes stay. */
export async function countOfFiles(tx: Tx, actor: FileSender, taskId: string): Promise<number> {
  const counts = or(ne(files.state, "withdrawn"), isNotNull(files.receivedAt)) ?? nothing;
  return tx.$count(files, allOf(ownFiles(actor), eq(files.taskId, taskId), counts));
}

/** How many bytes somebody sent within the last 24 hours, whatever became of them. */
export async function bytesOfDay(tx: Tx, actor: FileSender): Promise<number> {
  const [sum] = await tx
    .select({ bytes: sql<string>`coalesce(sum(${files.receivedBytes} + ${files.slicedBytes}), 0)` })
    .from(files)
    .where(
      allOf(
        eq(files.firmId, actor.firmId),
        actor.kind === "staff" ? eq(files.staffId, actor.staffId) : eq(files.contactId, actor.contactId),
        sql`${files.movedAt} > now() - interval '1 day'`,
      ),
    );
  return Number(sum?.bytes ?? 0);
}
