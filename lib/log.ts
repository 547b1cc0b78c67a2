import { randomBytes } from "node:crypto";

type Fields = Readonly<Record<string, unknown>>;

const hidden = "<redacted>";
const secretName =
  /token|secret|password|passphrase|cookie|authorization|api_?key|^code$|filename|file_?name/i;
/** Addresses whose next part is a token: /m/…, /g/…, /reset/…, /devices/revoke/…, /admin/sign-in/…. */
const secretPath = /(\/(?:m|g|view|reset|devices\/revoke|admin\/sign-in)\/)[^/?#\s"'<>]+/g;
const secretQuery = /([?&](?:token|code|key|secret|email)=)[^&#\s"'<>]*/gi;
/** A key of the API, wherever it stands. */
const programKey = /lodge_[\w-]{43}/g;
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:)[^@\s/]+@/gi;

/** A text as it may stand in a log: tokens in addresses and passwords in URLs taken out (LK11, LG3). */
export function redact(text: string): string {
  return text
    .replace(secretPath, `$1${hidden}`)
    .replace(secretQuery, `$1${hidden}`)
    .replace(urlPassword, `$1${hidden}@`)
    .replace(programKey, hidden);
}

function safe(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return redact(value.href);
  if (value instanceof Error) return describe(value, depth);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 3) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => safe(item, depth + 1));
  const entries = Object.entries(value).map(([name, held]) => [
    name,
    secretName.test(name) ? hidden : safe(held, depth + 1),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** An error's name, message, code, stack and cause; a database's `detail` and parameters may hold people's data and stay out. */
function describe(problem: Error, depth: number): Fields {
  const { code, cause, stack } = problem as Error & { code?: unknown };
  const message = redact(problem.message);
  const at = stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => redact(line.trim()));
  return {
    name: problem.name,
    // drizzle appends the parameters of a failed query to its message
    message: message.replace(/\nparams: [^]*$/, ""),
    ...(typeof code === "string" ? { code } : {}),
    ...(at ? { at } : {}),
    ...(cause !== undefined && depth < 4 ? { cause: safe(cause, depth + 1) } : {}),
  };
}

function write(level: "info" | "error", event: string, fields: Fields): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...(safe(fields) as Fields) });
  // standard error, so that a command's standard output stays its result alone
  process.stderr.write(`${line}\n`);
}

/** Structured logs: one JSON line each. Secrets are taken out by name and by shape; control characters are escaped. */
export const log = {
  info(event: string, fields: Fields = {}): void {
    write("info", event, fields);
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
