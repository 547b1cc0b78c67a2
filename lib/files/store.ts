import { chunkBytes, storedLength } from "./segments";

/** Bytes at rest of each part but the last: one chunk of the wire. More than the 5 MiB that S3 asks for. */
export const partBytes = storedLength(chunkBytes);

/** A part the store has: what it called it. Given back at the end, in order (S3 calls it the ETag). */
type PartTag = string;

/**
 * Where encrypted bytes lie. Made for S3: an object is put in parts (each of `partBytes`, but the last) that may
 * come twice, becomes readable only when completed, and is never changed afterwards. Keys are random, so that
 * nothing a person typed becomes a path. Each method throws StoreRefuses when the disk or the service says no.
 */
export type FileStore = {
  /** Puts one part; when the source throws, nothing of it counts. On return it outlives this process. */
  putPart: (key: string, index: number, source: AsyncIterable<Uint8Array>) => Promise<PartTag>;
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
