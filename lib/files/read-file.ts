import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { unwrapKey } from "@/lib/crypto";
import { Refused } from "@/lib/refused";
import { placeOfKey } from "./begin-upload";
import { fileStore } from "./chosen-store";
import { visibleFiles } from "./queries";
import { openSegments, storedRange } from "./segments";
import { storedParts, type FileStore } from "./store";

export type ReadableFile = { name: string; size: number; contentType: string; bytes: AsyncGenerator<Buffer> };

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
      .select({
        name: files.name,
        size: files.size,
        taskId: files.taskId,
        contentType: files.contentType,
        parts: files.parts,
        storageKey: files.storageKey,
        wrappedKey: files.wrappedKey,
      })
      .from(files)
      .where(allOf(visibleFiles(staff), eq(files.id, fileId), eq(files.state, "received")));
    if (!found) throw new Refused("missing", "That file is not here. The client may have taken it back.");
    await record(tx, staff, "file.downloaded", { taskId: found.taskId, fileId });
    return found;
  });
  const sealed = { key: unwrapKey(file.wrappedKey, placeOfKey(staff.firmId, fileId)), fileId };
  const [from, to] = storedRange(file);
  const stored = store.read(file.storageKey, from, to, storedParts(file.parts, file.size));
  return {
    name: file.name,
    size: file.size,
    contentType: file.contentType,
    bytes: openSegments(stored, sealed, { size: file.size }),
  };
}
