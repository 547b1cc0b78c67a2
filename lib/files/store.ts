import { chunkBytes, storedLength } from "./segments";

/** Bytes at rest of each part but the last: one chunk of the wire. More than the 5 MiB that S3 asks for. */
export const partBytes = storedLength(chunkBytes);

/** A part the store has: what it called it. Given back with the next part and at the end, in order. */
export type PartTag = string;

/** What a storage key looks like: a firm's id, then random letters. */
const keyForm = /^[0-9a-f-]{1,64}\/[0-9a-z_-]{8,64}$/i;

/** Throws RangeError for what no storage key looks like, so that no text becomes a path. */
export function insistKey(key: string): void {
  if (!keyForm.test(key)) throw new RangeError("Not a storage key.");
}

/** Throws RangeError for what is not the first half of a key: a firm's id. */
export function insistPrefix(prefix: string): void {
  if (!/^[0-9a-f-]{1,64}$/i.test(prefix)) throw new RangeError("Not a prefix.");
}

/**
 * Where encrypted bytes lie. Made for S3: an object is put in parts (each of `partBytes`, but the last) that may
 * come twice, becomes readable only when completed, and is never changed afterwards. Keys are random, so that
 * nothing a person typed becomes a path. Each method throws StoreRefuses when the disk or the service says no.
 */
export type FileStore = {
  /**
   * Puts one part after those `kept` so far; when the source throws, nothing of it counts. On return it outlives this
   * process. `attempt` is higher than that of each part kept, and nobody else has it for this key. Throws PartMissing
   * when the parts before it are gone.
   */
  putPart: (
    key: string,
    index: number,
    source: AsyncIterable<Uint8Array>,
    kept: PartTag[],
    attempt: number,
  ) => Promise<PartTag>;
  /** Makes the object of just these parts; on return it outlives a power cut. Done before already, it answers the same. */
  complete: (key: string, parts: StoredPart[]) => Promise<void>;
  /** Bytes `from` up to and without `to`, of a completed object or, given its parts, of one on its way. */
  read: (key: string, from: number, to: number, parts: StoredPart[]) => AsyncIterable<Uint8Array>;
  /** Removes an object and all its parts; nothing there is no error. */
  remove: (key: string) => Promise<void>;
  /** Removes one part that lost a race. */
  removePart: (key: string, index: number, tag: PartTag) => Promise<void>;
  /** Keys under a prefix with parts on their way that nobody touched since. */
  unfinished: (prefix: string, before: Date) => Promise<string[]>;
  /** True when so many bytes more are likely to fit. */
  hasRoom: (bytes: number) => Promise<boolean>;
  /** Writes a little and removes it, for whoever asks whether files can be taken now. Throws StoreRefuses. */
  check: () => Promise<void>;
};

/** One part as it lies at rest: tag and length in bytes. */
export type StoredPart = { tag: PartTag; bytes: number };

/** The parts of so many plain bytes, as the row names them. */
export const storedParts = (tags: string[], plain: number): StoredPart[] =>
  tags.map((tag, index) => ({ tag, bytes: storedLength(Math.min(chunkBytes, plain - index * chunkBytes)) }));

/** The disk is full, read-only or away. Nothing was acknowledged; trying again later is safe. */
export class StoreRefuses extends Error {
  override readonly name = "StoreRefuses";
  constructor(
    readonly why: "full" | "away",
    options?: ErrorOptions,
  ) {
    super(
      why === "full" ? "The file store is full." : "The file store cannot be reached or written.",
      options,
    );
  }
}

/** A part that the row names is not there, or is not as long as it was. */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}
