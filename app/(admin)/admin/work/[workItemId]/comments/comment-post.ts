import { z } from "zod";
import type { StaffActor } from "@/lib/access/actor";
import type { Still } from "@/lib/access/staff-files-post";
import { addStaffComment } from "@/lib/comments/add-comment";
import { env } from "@/lib/env";
import { formFileKey } from "@/lib/files/form-key";
import {
  boundaryOf,
  checkedAtEnd,
  fieldText,
  FormBroken,
  formParts,
  type FormPart,
} from "@/lib/files/multipart";
import { FileRefused } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { cleanName, mayAddToComment } from "@/lib/files/rules";
import { Refused } from "@/lib/refused";
import { bodyOf } from "@/lib/request-body";
import { commentInput } from "@/lib/tasks/input";

const mostFields = 100;
/** The longest comment in bytes, and some more: what is too long is said in words. */
const mostText = 128 * 1024;

const placeShape = z.object({ task_id: z.uuid(), form_key: z.uuid(), upload_key: z.uuid().optional() });

/** What a form brought: its fields, the files that were kept, and why others were not. */
export type Brought = { fields: Record<string, string | string[]>; fileIds: string[]; refused: Refused[] };

/** Who writes, and the question whether they still may. */
export type Writer = { staff: StaffActor; still: Still };

/** Reads the form as it comes. A file that is refused does not stop the others. Throws FormBroken. */
export async function takeForm(request: Request, { staff, still }: Writer, brought: Brought): Promise<void> {
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (!boundary) throw new FormBroken("Not a form with files.");
  let fields = 0;
  let nth = 0;
  for await (const part of formParts(bodyOf(request), boundary, 2 * env().maxFileBytes)) {
    if (part.filename === undefined) {
      if (++fields > mostFields) throw new FormBroken("Too many fields.");
      takeField(brought, part.name, await fieldText(part, mostText));
    } else if (part.filename === "") {
      // a file field left empty: browsers send it without a name and without a byte
      await fieldText(part);
    } else {
      await takeFile({ staff, still }, brought, part, part.filename, nth++);
    }
  }
}

function takeField({ fields }: Brought, name: string, value: string): void {
  const before = fields[name];
  fields[name] = before === undefined ? value : [before, value].flat();
}

async function takeFile(
  { staff, still }: Writer,
  brought: Brought,
  part: FormPart,
  name: string,
  nth: number,
): Promise<void> {
  const read = placeShape.safeParse(brought.fields);
  if (!read.success)
    throw new Refused("invalid", "The form is not whole. Load the page again, then send your comment.");
  const { task_id: taskId, form_key: formKey, upload_key: own } = read.data;
  const uploadKey = own ?? formFileKey(formKey, nth, name);
  try {
    const room = mayAddToComment(cleanName(name), nth);
    if (!room.ok) throw new Refused("invalid", room.reason);
    const place = { taskId, purpose: "comment", uploadKey, name } as const;
    const kept = await receiveWhole(staff, place, checkedAtEnd(part.body, still));
    brought.fileIds.push(kept.fileId);
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    brought.refused.push(problem);
  }
}

/** Writes the comment that a form brought; its id, or undefined where the same form wrote it before. Throws Refused. */
export async function writeBrought({ staff, still }: Writer, brought: Brought): Promise<string | undefined> {
  await still();
  const { task_id, form_key, comment, file_ids: before = [] } = brought.fields;
  const read = commentInput.safeParse({
    task_id,
    form_key,
    comment,
    file_ids: [before, brought.fileIds].flat(),
  });
  if (!read.success) {
    const named = read.error.issues.map(({ path, message }) => [path.join("."), message] as const);
    throw new Refused("invalid", named[0]?.[1] ?? "", Object.fromEntries(named.reverse()));
  }
  const { task_id: taskId, form_key: formKey, comment: body, file_ids: fileIds } = read.data;
  return addStaffComment(staff, { taskId, formKey, body, fileIds });
}

/**
 * Whether a comment waits for its files to be sent once more: the same form is under way twice, or sends another file
 * than before. Where a file breaks a rule, the comment goes without it.
 */
export const mustWait = ({ refused }: Brought): boolean =>
  refused.some(
    (one) => one instanceof FileRefused && (one.problem === "file-cut" || one.problem === "file-other"),
  );
