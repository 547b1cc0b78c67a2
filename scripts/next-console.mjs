// What Next says on the console becomes lines of the log like all others: one JSON object, no secret, and what anybody's
// browser can bring about is no error.
import { safe } from "../lib/log-fields.mjs";

/** Somebody went away, or the network did, while something was sent. */
const brokenOff = /\baborted\b|ResponseAborted|ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|premature close/i;
/** An action that was called from elsewhere, or by a page of an older build. */
const notOurs = /server actions? request|Failed to find Server Action|^Invalid URL$/i;

const wordsOf = (thing) => (thing instanceof Error ? `${thing.name} ${String(thing.code ?? "")} ${thing.message}` : String(thing));
/** Colours of a terminal, and Next's own marks before its words. */
const plain = (text) => text.replace(/\u001b\[[\d;]*m/g, "").replace(/^[\s⨯⚠▲]+/, "").trim();

/** The line for what was given to console.error or console.warn. */
export function lineOf(level, given) {
  const problem = given.find((thing) => thing instanceof Error);
  const words = given
    .filter((thing) => !(thing instanceof Error))
    .map((thing) => plain(typeof thing === "string" ? thing : JSON.stringify(safe(thing)) ?? ""))
    .filter(Boolean)
    .join(" ");
  const all = given.map(wordsOf).join(" ");
  const at = new Date().toISOString();
  const message = safe(words || problem?.message || "");
  if (brokenOff.test(all)) return { at, level: "info", event: "request.broken-off", message };
  if (notOurs.test(all)) return { at, level: "warn", event: "action.refused", message };
  return { at, level, event: "next", ...(words ? { message } : {}), ...(problem ? { problem: safe(problem) } : {}) };
}

/** Puts itself in the place of the console's two loud voices. */
export function tameConsole() {
  for (const level of ["error", "warn"])
    console[level] = (...given) => {
      const line = lineOf(level, given);
      process.stderr.write(`${JSON.stringify(line)}\n`);
    };
}
