import "server-only";
import type { FileSender } from "./place";
import { FileRefused } from "./problems";

/** How many files come in at once: of one contact with its guests, staff member or API key; of one firm; in this process. */
export const mostAtOnce = { sender: 6, firm: 24, process: 48 };

/** No place was free. Nothing was taken, and the same again soon is right (503 with Retry-After on the wire). */
export class TooManyAtOnce extends FileRefused {
  /** When to try again. */
  readonly seconds = 5;
  constructor(name: string | undefined) {
    super(
      "limit",
      "file-busy",
      `${name === undefined ? "This file" : `“${name}”`} has to wait: very many files are being sent at the moment. Nothing is lost. Send it again in a few seconds.`,
    );
  }
}

type Taken = { all: number; of: Map<string, number> };
const slot = Symbol.for("lodge.sending-places");
// Next bundles routes apart; all must count the same files
const shared = globalThis as unknown as Record<symbol, Taken | undefined>;
const taken = (shared[slot] ??= { all: 0, of: new Map<string, number>() });

function keyOf(sender: FileSender): string {
  // guests are in a contact's place, and share its places
  if (sender.kind === "guest" || sender.kind === "contact") return `contact ${sender.contactId}`;
  return sender.apiKeyId === undefined ? `staff ${sender.staffId}` : `key ${sender.apiKeyId}`;
}

/**
 * Runs what takes a file's bytes, beside a few others of the same sender and not very many in this process: each holds
 * some memory for as long as its sender likes. Throws TooManyAtOnce at once when there is no place.
 */
export async function inPlaceOf<T>(
  sender: FileSender,
  name: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const keys: [key: string, most: number][] = [
    [keyOf(sender), mostAtOnce.sender],
    [`firm ${sender.firmId}`, mostAtOnce.firm],
  ];
  if (taken.all >= mostAtOnce.process || keys.some(([key, most]) => (taken.of.get(key) ?? 0) >= most))
    throw new TooManyAtOnce(name);
  for (const [key] of keys) taken.of.set(key, (taken.of.get(key) ?? 0) + 1);
  taken.all += 1;
  try {
    return await work();
  } finally {
    taken.all -= 1;
    for (const [key] of keys) {
      const left = (taken.of.get(key) ?? 1) - 1;
      if (left > 0) taken.of.set(key, left);
      else taken.of.delete(key);
    }
  }
}
