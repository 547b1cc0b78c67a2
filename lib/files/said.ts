import "server-only";
import type { NotSent } from "@/lib/files/not-sent";
import { openText, SealBroken, sealText, type Place } from "@/lib/crypto";

const placeOf = (firmId: string, taskId: string, column = "said"): Place => ({
  table: "tasks",
  column,
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
export const readSaid = (firmId: string, taskId: string, sealed: string): string | undefined =>
  opened(sealed, placeOf(firmId, taskId));

/** The names of files that did not arrive, for the address of the page that asks about them, sealed as above. */
export const sealNotSent = (firmId: string, taskId: string, names: NotSent): string =>
  sealText(JSON.stringify(names), placeOf(firmId, taskId, "not_sent"));

/** The names that the address holds for this task; undefined for anything else. */
export function readNotSent(firmId: string, taskId: string, sealed: string): NotSent | undefined {
  const text = opened(sealed, placeOf(firmId, taskId, "not_sent"));
  return text === undefined ? undefined : (JSON.parse(text) as NotSent);
}

function opened(sealed: string, place: Place): string | undefined {
  try {
    return openText(sealed, place);
  } catch (problem) {
    if (problem instanceof SealBroken || problem instanceof RangeError) return undefined;
    throw problem;
  }
}
