import "server-only";
import { DatabaseAway } from "@/db/client";
import { log } from "./log";
import { Refused } from "./refused";

/** Does one deed on each of several rows, each in its own transaction, and says of each why it was not done. */
export async function onEach<T extends { id: string }>(
  rows: T[],
  deed: (row: T) => Promise<unknown>,
): Promise<{ id: string; problem: string | null }[]> {
  const outcomes: { id: string; problem: string | null }[] = [];
  for (const row of rows) outcomes.push({ id: row.id, problem: await problemOf(() => deed(row)) });
  return outcomes;
}

async function problemOf(deed: () => Promise<unknown>): Promise<string | null> {
  try {
    await deed();
    return null;
  } catch (problem) {
    if (problem instanceof Refused) return problem.message;
    if (!(problem instanceof DatabaseAway)) throw problem;
    log.error("database.away", { problem: problem.message });
    return "Lodge could not save this just now. Try again in a moment.";
  }
}
