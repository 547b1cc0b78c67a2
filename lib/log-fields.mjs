// What is logged of values and errors; plain Node, as redact.mjs is.
import { redact } from "./redact.mjs";

/** @typedef {Readonly<Record<string, unknown>>} Fields */

const hidden = "<redacted>";
const secretName =
  /token|secret|password|passphrase|cookie|authorization|api_?key|^code$|filename|file_?name/i;

/**
 * A value as it may be logged: secrets taken out by name and by shape, errors described, nothing deeper than four levels.
 * @param {unknown} value
 * @returns {unknown}
 */
export function safe(value, depth = 0) {
  if (typeof value === "string") return redact(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return redact(value.href);
  if (value instanceof Error) return describe(value, depth);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 3) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => safe(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      secretName.test(name) ? hidden : safe(held, depth + 1),
    ]),
  );
}

/**
 * An error's name, message, code, stack and cause; a database's `detail` and parameters may hold people's data and stay out.
 * @param {Error & { code?: unknown, digest?: unknown }} problem
 * @param {number} depth
 * @returns {Fields}
 */
function describe(problem, depth) {
  const { code, digest, cause, stack } = problem;
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
    // the number that the person is shown
    ...(typeof digest === "string" ? { digest } : {}),
    ...(at ? { at } : {}),
    ...(cause !== undefined && depth < 4 ? { cause: safe(cause, depth + 1) } : {}),
  };
}
