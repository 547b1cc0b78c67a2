import { z } from "zod";

const fileId = z.uuid("That file is not one of yours.");

/** What the browser says of a file before it sends it. Sizes in bytes. */
export const beginInput = z.strictObject({
  task_id: z.uuid("That task is not one of yours."),
  upload_key: z.uuid("That upload cannot be told from others. Choose the file again."),
  name: z.string().max(4_096, "That file's name is too long. Give it a shorter one, then choose it again."),
  size: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  purpose: z.enum(["answer", "comment"]).optional(),
});

/** Which wanted document a file is; empty for none. */
export const wantedInput = z.strictObject({ file_id: fileId, wanted: z.string().max(200) });

/** One upload to finish, or one file to take back. */
export const oneFile = z.strictObject({ file_id: fileId });

/** The fields of the plain form, which come before its file. */
export const formFields = z.object({
  task_id: z.uuid(),
  form_key: z.uuid(),
  as: z.string().regex(/^(guest\.)?[0-9a-f-]{36}\.[0-9a-f-]{36}$/),
});

const mostEndings = 100;
const ending = /^[\p{L}\p{N}_-]{1,20}$/u;

/** Endings as people write them: "7z, .rar *.ZIP", in any order and by any gap. */
const endings = z
  .string()
  .max(4_000)
  .transform((text) =>
    text
      .split(/[\s,;]+/u)
      .map((one) => one.replace(/^\*?\./u, "").toLowerCase())
      .filter(Boolean),
  )
  .superRefine((all, check) => {
    const odd = all.find((one) => !ending.test(one));
    if (odd !== undefined)
      check.addIssue({
        code: "custom",
        message: `“${odd.slice(0, 30)}” is no ending of a file’s name. Write endings like 7z or rar, with a blank between them.`,
      });
    if (new Set(all).size > mostEndings)
      check.addIssue({ code: "custom", message: `Name ${mostEndings} endings at the most.` });
  })
  .transform((all) => [...new Set(all)].sort());

/** Which files a firm does not take (Settings › Files). */
export const fileRulesInput = z.strictObject({
  refused_endings: endings,
  refuses_macros: z.literal("yes").optional(),
  refuses_archived_programs: z.literal("yes").optional(),
});
