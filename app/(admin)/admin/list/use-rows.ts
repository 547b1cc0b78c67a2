"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { isOwn } from "../../../own-words";
import type { Lines } from "./line";

async function rowsOf<Line>(path: string, asked: string, signal: AbortSignal): Promise<Lines<Line>> {
  const answer = await fetch(`${path}/rows?${asked}`, { signal });
  // signed out meanwhile: the page itself knows where to go
  if (isOwn(answer) && answer.status === 404) window.location.reload();
  if (!answer.ok || !isOwn(answer)) throw new Error(`The rows did not come (${answer.status}).`);
  return (await answer.json()) as Lines<Line>;
}

/** The rows that an address asks for: the server's own first, then the last ones until the next are there. */
export function useRows<Line>(path: string, asked: string, first: { first: Lines<Line>; query: string }) {
  return useQuery<Lines<Line>>({
    queryKey: [path, asked],
    queryFn: ({ signal }) => rowsOf<Line>(path, asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: 1,
    ...(asked === first.query ? { initialData: first.first } : {}),
  });
}
