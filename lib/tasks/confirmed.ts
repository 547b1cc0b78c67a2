import { createHash } from "node:crypto";
import { Refused } from "@/lib/refused";
import type { TaskDetails, TaskGiven } from "./kinds";

/** Names a text that is to be confirmed: its SHA-256 in UTF-8, as 64 hexadecimal digits. */
export const sha256OfText = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/**
 * What a client confirmed by a tick, kept word for word with the answer, so that no later edit changes it; nothing where the
 * task has no text. `read` names the text that stood on the client's page. Throws Refused where that was another, or none.
 */
export function confirmedBy({ confirm }: TaskDetails, read: string | undefined): TaskGiven | undefined {
  if (confirm === undefined) return undefined;
  const sha256 = sha256OfText(confirm);
  if (read === sha256) return { confirmed: { text: confirm, sha256 } };
  throw new Refused(
    "conflict",
    read === undefined
      ? "Open this task and read what you confirm first. Nothing was saved."
      : "The text was changed since you opened this page, so nothing was saved. Read it again, then confirm it.",
  );
}
