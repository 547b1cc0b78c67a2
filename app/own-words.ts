/** The mark on each answer that Lodge wrote (scripts/front.mjs). A proxy's page, or a network's, has none. */
const mark = "Lodge-Answer";

/** True of an answer that Lodge wrote. Of any other none of its words is shown, and none of its data believed. */
export const isOwn = (answer: Response | XMLHttpRequest): boolean =>
  ("headers" in answer ? answer.headers.get(mark) : answer.getResponseHeader(mark)) === "1";

/** What to say in place of an answer that Lodge did not write, by its status; 0 where none came. */
export function wordsFor(status: number): string {
  if (status === 0) return "The connection was lost. Check your connection, then try again.";
  if (status === 413)
    return "This is larger than your connection to the portal lets through. Try something smaller, or tell us.";
  if (status === 408 || status === 429 || status >= 500)
    return "The portal can’t be reached just now. Wait a moment, then try again.";
  return `Something between this browser and the portal stopped this (${status}). Try again, perhaps on another network.`;
}
