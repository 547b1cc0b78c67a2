import "server-only";
import { and, eq, isNotNull, or, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { taskAnswers, tasks } from "@/db/schema/work";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing, readableTasks } from "@/lib/access/conditions";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { unwrapKey } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { ownAnswerOf, stateFor } from "@/lib/tasks/own-answer";
import { visibleTasks } from "@/lib/tasks/queries";
import { downloadable } from "@/lib/work-items/completed";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { visibleFiles } from "./queries";
import { openSegments, storedRange } from "./segments";
import { storedParts, type FileStore } from "./store";

export type ReadableFile = { name: string; size: number; contentType: string; bytes: AsyncGenerator<Buffer> };

const stored = {
  name: files.name,
  size: files.size,
  taskId: files.taskId,
  contentType: files.contentType,
  parts: files.parts,
  storageKey: files.storageKey,
  wrappedKey: files.wrappedKey,
};
type Stored = Pick<typeof files.$inferSelect, keyof typeof stored>;

/**
 * A received file for staff, decrypted as it is read (D2). Checked and written to the audit log first. Throws Refused;
 * `bytes` throws FileDamaged at the first segment that is not as it was stored.
 */
export async function readFile(
  staff: StaffActor,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<ReadableFile> {
  if (!mayUse(staff.role, "files.download"))
    throw new Refused("forbidden", "Your role does not allow this. Ask an owner of the firm.");
  const file = await withFirm(staff, async (tx) => {
    const [found] = await tx
      .select(stored)
      .from(files)
      .where(allOf(visibleFiles(staff), eq(files.id, fileId), eq(files.state, "received")));
    return noted(tx, staff, fileId, found, "That file is not here. The client may have taken it back.");
  });
  return opened(staff.firmId, fileId, file, store);
}

/** What staff gave to be read with a task: attached to it, or sent with a comment; never what clients sent (A10). */
const byStaff =
  or(
    eq(files.purpose, "reading"),
    and(eq(files.purpose, "comment"), isNotNull(files.staffId), isNotNull(files.commentId)),
  ) ?? nothing;

/** What staff gave this contact to read, while its task is open for it (A10, DECISIONS 10). Throws Refused. */
export async function readAttached(
  client: ContactActor,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<ReadableFile> {
  const file = await withFirm(client, async (tx) => {
    const [found] = await tx
      .select(stored)
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .leftJoin(taskAnswers, ownAnswerOf(client))
      .where(
        allOf(
          visibleTasks(client),
          eq(files.id, fileId),
          byStaff,
          eq(files.state, "received"),
          sql`${stateFor(client)} = 'open'`,
        ),
      );
    return noted(
      tx,
      client,
      fileId,
      found,
      "This document can be read while its task is open. It is not any more.",
    );
  });
  return opened(client.firmId, fileId, file, store);
}

/**
 * A file for somebody logged in (P8): what they sent, and what the firm gave with their tasks, of completed work too. A
 * device gets nothing by this (A10). Throws Refused("missing").
 */
export async function readOwn(
  client: ContactActor,
  fileId: string,
  store: FileStore = fileStore(),
): Promise<ReadableFile> {
  const file = await withFirm(client, async (tx) => {
    const [found] = await tx
      .select(stored)
      .from(files)
      .innerJoin(tasks, and(eq(tasks.firmId, files.firmId), eq(tasks.id, files.taskId)))
      .where(allOf(readableTasks(client), downloadable(client), eq(files.id, fileId)));
    return noted(tx, client, fileId, found, "That file is not here. It may have been taken back.");
  });
  return opened(client.firmId, fileId, file, store);
}

async function noted(
  tx: Tx,
  actor: ContactActor | StaffActor,
  fileId: string,
  found: Stored | undefined,
  missing: string,
): Promise<Stored> {
  if (!found) throw new Refused("missing", missing);
  await record(tx, actor, "file.downloaded", { taskId: found.taskId, fileId });
  return found;
}

function opened(firmId: string, fileId: string, file: Stored, store: FileStore): ReadableFile {
  const sealed = { key: unwrapKey(file.wrappedKey, placeOfKey(firmId, fileId)), fileId };
  const [from, to] = storedRange(file);
  const bytes = store.read(file.storageKey, from, to, storedParts(file.parts, file.size));
  return {
    name: file.name,
    size: file.size,
    contentType: file.contentType,
    bytes: openSegments(bytes, sealed, { size: file.size }),
  };
}
