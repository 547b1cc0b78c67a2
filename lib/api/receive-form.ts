import "server-only";
import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import type { Program } from "@/lib/access/api-key";
import { boundaryOf, fieldText, formParts } from "@/lib/files/multipart";
import { placeColumns, type FilePlace } from "@/lib/files/place";
import { FileRefused } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { cleanName } from "@/lib/files/rules";
import { env } from "@/lib/env";
import { bodyOf } from "@/lib/request-body";
import { idempotencyKey, keyReused } from "./idempotency";
import { invalid, Problem } from "./problem";
import { id } from "./values";

const one = "Name a task_id or a client_id, and not both.";

const placeShape = z
  .strictObject({
    task_id: id.optional(),
    client_id: id.optional(),
    purpose: z.enum(["reading", "comment"], "The purpose is reading or comment.").optional(),
  })
  .superRefine(({ task_id, client_id, purpose }, check) => {
    if ((task_id === undefined) === (client_id === undefined))
      check.addIssue({ code: "custom", path: ["task_id"], message: one });
    if (client_id !== undefined && purpose !== undefined)
      check.addIssue({ code: "custom", path: ["purpose"], message: "Only a task's file has a purpose." });
  });

function placeOf(fields: Record<string, string>): FilePlace {
  const read = placeShape.safeParse(fields);
  if (!read.success) throw invalid(read.error);
  const { task_id: taskId, client_id: clientId, purpose = "reading" } = read.data;
  if (taskId !== undefined) return { taskId, purpose };
  return { clientId: clientId ?? "" };
}

/** The upload key of an Idempotency-Key: the same file sent again is found by it. */
function uploadKeyOf({ actor }: Program, key: string): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([actor.apiKeyId, key]))
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Throws Problem where the key was sent with a file of another name or for another place. */
async function insistSameFile(
  { actor }: Program,
  uploadKey: string,
  place: FilePlace,
  name: string,
): Promise<void> {
  const [before] = await withFirm(actor, (tx) =>
    tx
      .select()
      .from(files)
      .where(
        and(eq(files.firmId, actor.firmId), eq(files.staffId, actor.staffId), eq(files.uploadKey, uploadKey)),
      ),
  );
  if (!before) return;
  const { taskId, clientId, purpose } = placeColumns(actor, place);
  if (
    before.taskId !== taskId ||
    before.clientId !== clientId ||
    before.purpose !== purpose ||
    before.name !== cleanName(name)
  )
    throw keyReused();
}

/**
 * Takes the one file of a multipart form, streamed; its fields task_id and purpose, or client_id, come before it.
 * Returns the file's id. Sent again with the same Idempotency-Key it is one file. Throws Problem and Refused.
 */
export async function receiveForm(program: Program, request: Request, newKey: () => string): Promise<string> {
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (!boundary)
    throw new Problem(415, "unsupported_media_type", "Send the file as multipart/form-data.", {
      headers: { Accept: "multipart/form-data" },
    });
  const key = idempotencyKey(request);
  const uploadKey = key === undefined ? newKey() : uploadKeyOf(program, key);
  const fields: Record<string, string> = {};
  let fileId: string | undefined;
  for await (const part of formParts(bodyOf(request), boundary, env().maxFileBytes)) {
    if (fileId !== undefined) throw new Problem(422, "invalid", "Send the fields first, then one file.");
    if (part.filename === undefined) {
      if (part.name in fields) throw new Problem(422, "invalid", `The field ${part.name} came twice.`);
      fields[part.name] = await fieldText(part);
      continue;
    }
    const place = placeOf(fields);
    await insistSameFile(program, uploadKey, place, part.filename);
    const given = { ...place, uploadKey, name: part.filename };
    fileId = (
      await receiveWhole(program.actor, given, part.body).catch((problem: unknown) => {
        throw problem instanceof FileRefused && problem.problem === "file-other" ? keyReused() : problem;
      })
    ).fileId;
  }
  if (fileId === undefined)
    throw new Problem(422, "invalid", "The form has no file.", {
      errors: [{ field: "file", detail: "Add the file as the last part of the form." }],
    });
  return fileId;
}
