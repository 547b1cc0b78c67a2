import { PartMissing, type PartTag } from "./store";

/** A part on S3: its number in the upload and what S3 called it. */
type S3Part = { number: number; etag: string };

/** The highest number of a part that S3 takes. */
const highest = 10_000;

/**
 * What the row keeps of a part: `<number>.<etag>`, and `<number>.<etag>.<upload>` of the first, so that any process
 * can go on with an upload that another began (docs/decisions/0006-parts-on-s3.md).
 */
export const tagOf = ({ number, etag }: S3Part, uploadId?: string): PartTag =>
  [String(number), etag.replaceAll('"', ""), ...(uploadId === undefined ? [] : [uploadId])].join(".");

/** Throws PartMissing for a tag that this store never gave. */
function partOf(tag: PartTag): S3Part {
  const [, number, etag] = /^(\d{1,5})\.([^.]+)(?:\..+)?$/s.exec(tag) ?? [];
  if (number === undefined || etag === undefined) throw new PartMissing("Not a tag of S3.");
  return { number: Number(number), etag };
}

/** The parts in order. Throws PartMissing unless their numbers rise, for S3 would put them in another order. */
export function partsOf(tags: PartTag[]): S3Part[] {
  const parts = tags.map(partOf);
  const rising = parts.every(({ number }, index) => number > (parts[index - 1]?.number ?? 0));
  if (!rising) throw new PartMissing("The parts are out of order.");
  return parts;
}

/** The S3 upload that the first part began. Throws PartMissing when it is not named. */
export function uploadIdOf(first: PartTag | undefined): string {
  const uploadId = /^\d{1,5}\.[^.]+\.(.+)$/s.exec(first ?? "")?.[1];
  if (uploadId === undefined) throw new PartMissing("No part names its upload.");
  return uploadId;
}

/**
 * The number of a try to put a part: two that race for one place must not overwrite each other's bytes, for the row
 * names one of them. Throws PartMissing when S3 takes no more of one upload: it begins again.
 */
export function numberOf(attempt: number): number {
  if (attempt < 1 || attempt > highest) throw new PartMissing("S3 takes no more parts of this upload.");
  return attempt;
}
