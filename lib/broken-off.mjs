const goneCodes = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR"]);

/**
 * True of what is thrown where somebody went away, or the network did, while something was sent: expected, and no fault of
 * ours. Plain Node, for the front uses it too (scripts/next-console.mjs).
 * @param {unknown} thrown
 * @returns {boolean}
 */
export function isBrokenOff(thrown) {
  if (!(thrown instanceof Error)) return false;
  const { code } = /** @type {{ code?: unknown }} */ (thrown);
  return (
    (typeof code === "string" && goneCodes.has(code)) ||
    /^(?:AbortError|ResponseAborted)$/.test(thrown.name) ||
    thrown.message === "aborted"
  );
}
