import { z } from "zod";

/** Where files go instead of a disk: a bucket of any S3-compatible service. */
export type S3Settings = Readonly<{
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}>;

/** S3 takes 10,000 parts of 8 MiB; Lodge counts on half of the numbers (docs/decisions/0006-parts-on-s3.md). */
const mostBytes = 5_000 * 8 * 1024 ** 2;

const names = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
type Name = (typeof names)[number];
type Texts = Partial<Record<Name | "FILES_DIR" | "MAX_FILE_BYTES", string | undefined>>;

const isHostAlone = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ["http:", "https:"].includes(url.protocol) &&
    url.pathname === "/" &&
    !url.search &&
    !url.hash &&
    !url.username &&
    !url.password
  );
};

const key = (name: Name) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, `${name} must be the key alone, without spaces.`)
    .optional();

export const s3Shapes = {
  S3_ENDPOINT: z
    .string()
    .refine(
      isHostAlone,
      "S3_ENDPOINT must be an address without the bucket, a path or a password, like https://s3.eu-central-1.amazonaws.com.",
    )
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "S3_BUCKET must be the bucket's name alone: 3 to 63 small letters, digits, dots and hyphens, for example lodge-files.",
    )
    .optional(),
  S3_ACCESS_KEY_ID: key("S3_ACCESS_KEY_ID"),
  S3_SECRET_ACCESS_KEY: key("S3_SECRET_ACCESS_KEY"),
};

/** What is wrong between the variables of S3, as sentences: all four or none, and no disk beside it. */
export function s3Problems(texts: Texts): string[] {
  const missing = names.filter((name) => texts[name] === undefined);
  if (missing.length === names.length) return [];
  const problems: string[] = [];
  if (missing.length > 0) {
    const [verb, them] = missing.length === 1 ? ["is", "it"] : ["are", "them"];
    problems.push(
      `${missing.join(", ")} ${verb} missing; S3 needs all four S3_… variables. Set ${them}, or unset the others.`,
    );
  }
  if (texts.FILES_DIR !== undefined) {
    problems.push("FILES_DIR and the S3_… variables are both set; keep the one that files shall go to.");
  }
  if (Number(texts.MAX_FILE_BYTES) > mostBytes) {
    problems.push(`MAX_FILE_BYTES must not be over ${String(mostBytes)} (39 GiB) where files go to S3.`);
  }
  return problems;
}

/** The four variables as one setting; undefined while files go to a disk. */
export function s3Of(vars: Partial<Record<Name, string | undefined>>): S3Settings | undefined {
  const {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = vars;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return { endpoint, bucket, accessKeyId, secretAccessKey };
}
