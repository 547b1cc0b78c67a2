/** An address's question to a list without what is empty and without the selection: two that ask the same are equal. */
export function listQuery(query: URLSearchParams): string {
  const asked = new URLSearchParams(
    [...query].filter(([name, value]) => value !== "" && name !== "sel").sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return asked.toString();
}

/** Next's parsed address as it was: a name given twice counts once. */
export const queryOf = (params: Record<string, string | string[] | undefined>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
