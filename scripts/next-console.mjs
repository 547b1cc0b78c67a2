// What Next says on the console becomes lines of the log like all others: one JSON object, no secret, and what anybody's
// browser can bring about is no error.
import { isBrokenOff } from "../lib/broken-off.mjs";
import { safe } from "../lib/log-fields.mjs";

/** An action that was called from elsewhere, by hand, or by a page of an older build. */
const notOurs = /server actions? request|Failed to find Server Action|Server Reference ID did not match/i;

/** Colours of a terminal, and Next's own marks before its words. */
const plain = (text) =>
  text
    .replace(/\u001b\[[\d;]*m/g, "")
    .replace(/^[\s⨯⚠▲]+/, "")
    .trim();

/** The line for what was given to console.error or console.warn. */
export function lineOf(level, given) {
  const problem = given.find((thing) => thing instanceof Error);
  const words = given
    .filter((thing) => !(thing instanceof Error))
    .map((thing) => plain(typeof thing === "string" ? thing : (JSON.stringify(safe(thing)) ?? "")))
    .filter(Boolean)
    .join(" ");
  const at = new Date().toISOString();
  const message = safe(words || problem?.message || "");
  if (given.some(isBrokenOff)) return { at, level: "info", event: "request.broken-off", message };
  if (notOurs.test(`${words} ${problem?.message ?? ""}`))
    return { at, level: "warn", event: "action.refused", message };
  // it is told once a transaction already, and its page is answered 503
  if (problem?.name === "DatabaseAway") return { at, level: "warn", event: "database.away", message };
  return {
    at,
    level,
    event: "next",
    ...(words ? { message } : {}),
    ...(problem ? { problem: safe(problem) } : {}),
  };
}

/** Puts itself in the place of the console's two loud voices. */
export function tameConsole() {
  for (const level of ["error", "warn"])
    console[level] = (...given) => {
      const line = lineOf(level, given);
      process.stderr.write(`${JSON.stringify(line)}\n`);
    };
}
