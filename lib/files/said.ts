import "server-only";
import { openText, SealBroken, sealText, type Place } from "@/lib/crypto";

const placeOf = (firmId: string, taskId: string): Place => ({
  table: "tasks",
  column: "said",
  firmId,
  rowId: taskId,
});

/**
 * A sentence for the address of the page that says it after a form without a script. Sealed: a file's name does not
 * stand in the open there, and nobody can make the page say another sentence.
 */
export const sealSaid = (firmId: string, taskId: string, sentence: string): string =>
  sealText(sentence, placeOf(firmId, taskId));

/** The sentence that the address holds for this task; undefined for anything else. */
export function readSaid(firmId: string, taskId: string, sealed: string): string | undefined {
  try {
    return openText(sealed, placeOf(firmId, taskId));
  } catch (problem) {
    if (problem instanceof SealBroken || problem instanceof RangeError) return undefined;
    throw problem;
  }
}
