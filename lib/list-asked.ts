import { isId } from "./ids";
import { pageSizes } from "./paging";

/** What an address asks of a list: words, order, page; what it does not know it leaves out. */
export type Asked = { words: string; size: number; cursor: string | undefined };

/** One of the choices of a filter, or undefined. */
export function choiceOf<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const asked = query.get(name);
  return choices.find((choice) => choice === asked);
}

/** The id that a filter names, or undefined. */
export function idIn(query: URLSearchParams, name: string): string | undefined {
  const id = query.get(name);
  return id && isId(id) ? id : undefined;
}

/** The part of an address that every list reads alike. */
export function askedOf(query: URLSearchParams): Asked {
  const size = Number(query.get("size"));
  return {
    words: query.get("q") ?? "",
    size: pageSizes.find((known) => known === size) ?? pageSizes[0],
    cursor: query.get("page") || undefined,
  };
}
