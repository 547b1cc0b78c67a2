"use client";

import { useEffect, useState } from "react";
import type { ClientChoice } from "@/lib/clients/list";
import { isOwn, wordsFor } from "../../../own-words";

type Matches = { words: string; rows: ClientChoice[]; more: boolean; problem?: string };

const pauseMs = 120;

const none = (words: string, problem: string): Matches => ({ words, rows: [], more: false, problem });

async function matchesOf(words: string, signal: AbortSignal): Promise<Matches> {
  try {
    const answer = await fetch(`/admin/clients/choices?q=${encodeURIComponent(words)}`, { signal });
    if (!isOwn(answer) || answer.status >= 500) return none(words, wordsFor(answer.status));
    if (answer.status === 404)
      return none(words, "You are signed out. Sign in again in another tab, then go on.");
    if (!answer.ok) throw new Error(`The clients did not come (${answer.status}).`);
    return { words, ...((await answer.json()) as { rows: ClientChoice[]; more: boolean }) };
  } catch {
    return none(words, "The clients could not be looked up. Check the connection, then type again.");
  }
}

/** The clients that match what is typed, a moment after the last letter; undefined until the first are there. */
export function useMatches(words: string, asking: boolean): Matches | undefined {
  const [matches, setMatches] = useState<Matches>();
  useEffect(() => {
    if (!asking) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void matchesOf(words, stop.signal).then((found) => {
        if (!stop.signal.aborted) setMatches(found);
      });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words, asking]);
  return matches;
}
