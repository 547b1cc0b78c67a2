/** Files of a task's page that did not arrive, by name: those that Lodge refused, and those that were not sent. */
export type NotSent = { refused: string[]; unsent: string[] };

const mostNamed = 3;

/** "a.exe", "a.exe and b.exe", "a.exe, b.exe, c.exe and 4 more files". */
function named(names: string[]): string {
  const shown = names.slice(0, mostNamed);
  const more = names.length - shown.length;
  const last = more > 0 ? `${String(more)} more ${more === 1 ? "file" : "files"}` : (shown.pop() ?? "");
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
}

/** What is asked before a task is marked as done without them. */
export function askedWithout({ refused, unsent }: NotSent): string {
  const said = [
    refused.length > 0 ? `Lodge refused ${named(refused)}` : "",
    unsent.length > 0 ? `${named(unsent)} ${unsent.length === 1 ? "was" : "were"} not sent` : "",
  ].filter(Boolean);
  const it = refused.length + unsent.length === 1 ? "it" : "them";
  return `${said.join(", and ")}. Mark as done without ${it}?`;
}
