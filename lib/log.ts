import { randomBytes } from "node:crypto";
import { safe } from "./log-fields.mjs";

type Fields = Readonly<Record<string, unknown>>;

function write(level: "info" | "warn" | "error", event: string, fields: Fields): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...(safe(fields) as Fields) });
  // standard error, so that a command's standard output stays its result alone
  process.stderr.write(`${line}\n`);
}

/** Structured logs: one JSON line each. Secrets are taken out by name and by shape; control characters are escaped. */
export const log = {
  info(event: string, fields: Fields = {}): void {
    write("info", event, fields);
  },
  /** Something that the operator may want to set right; nothing failed. */
  warn(event: string, fields: Fields = {}): void {
    write("warn", event, fields);
  },
  /**
   * Logs a bug or an outage and returns the id that the person is shown with it (8 hex digits). `problem` is
   * what was thrown, or a plain object of fields where there is no more to say.
   */
  error(event: string, problem: unknown, fields: Fields = {}): string {
    const errorId = randomBytes(4).toString("hex");
    write("error", event, { errorId, ...fields, ...fieldsOf(problem) });
    return errorId;
  },
};

function fieldsOf(problem: unknown): Fields {
  if (problem instanceof Error) return { problem };
  if (typeof problem === "object" && problem !== null) return { ...problem };
  return { problem: String(problem) };
}
