/** Runs something once the page is painted and quiet, a second later at the latest; older browsers know no quiet. */
export function whenQuiet(act: () => void): void {
  // told by asking: types say that every browser has it
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 1_000 });
  else setTimeout(act, 200);
}
