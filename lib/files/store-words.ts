import "server-only";
import { Refused } from "@/lib/refused";
import { FileRefused } from "./problems";
import { FileDamaged } from "./segments";
import { PartMissing, StoreRefuses } from "./store";

/** Turns a store's "no" into a sentence. Throws Refused("limit"): nothing was acknowledged, trying later is safe. */
export async function orSay<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof StoreRefuses) throw noRoom(name, problem.why);
    if (problem instanceof PartMissing || problem instanceof FileDamaged) {
      throw new FileRefused(
        "conflict",
        "file-cut",
        `“${name}” did not arrive whole. Try again: it is sent from its beginning then.`,
      );
    }
    throw problem;
  }
}

/** The store is away for now: refused in words, and worth the same try again soon (503 on the wire). */
export class StoreAway extends FileRefused {}

/** What is said when a file cannot be stored right now. */
export const noRoom = (name: string, why: "full" | "away"): Refused =>
  why === "full"
    ? new Refused(
        "limit",
        `There is no room for “${name}” at the moment, so it was not sent. Nothing else is lost: try again later, or write a comment to say so.`,
      )
    : new StoreAway(
        "limit",
        "file-failed",
        `“${name}” cannot be stored at the moment, so it was not sent. Nothing else is lost: try again in a few minutes.`,
      );
