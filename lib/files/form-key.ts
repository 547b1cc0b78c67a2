import { createHash } from "node:crypto";

/** The same file of the same form is the same upload, however often the form is sent: its key, a UUID. */
export function formFileKey(formKey: string, index: number, name: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([formKey, index, name]))
    .digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
