/** tus 1.0.0 with its checksum extension, as far as Lodge speaks it; creation by POST is off (DECISIONS 22). */
export const tusVersion = "1.0.0";

const plain = {
  "Tus-Resumable": tusVersion,
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
};

/** An answer without a body, with the headers that tus wants on each. */
export const tusAnswer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...plain, ...headers } });

/** An answer that says in a sentence why not. */
export const tusRefusal = (
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
): Response =>
  new Response(`${sentence}\n`, {
    status,
    headers: { ...plain, "Content-Type": "text/plain; charset=utf-8", ...headers },
  });

/** What a server can, for OPTIONS. `maxBytes` is the most one file may have. */
export const tusAbilities = (maxBytes: number): Record<string, string> => ({
  "Tus-Version": tusVersion,
  "Tus-Extension": "checksum",
  "Tus-Checksum-Algorithm": "sha256",
  "Tus-Max-Size": String(maxBytes),
});

/** A whole number of bytes as tus writes it; undefined for anything else. */
export const wholeNumber = (text: string | null): number | undefined => {
  if (text === null || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** The SHA-256 of an `Upload-Checksum` header; undefined when it is absent, malformed or of another algorithm. */
export function sha256Of(header: string | null): Buffer | undefined {
  const encoded = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(header ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64");
}

/**
 * A part of a chunk says its length in bytes here, for a way on which no chunk comes through whole
 * (docs/decisions/0020-slices-behind-a-proxy.md). Without it a PATCH is a chunk.
 */
const sliceHeader = "upload-slice";

/** What a PATCH says of its chunk or slice, or the answer to one that says it wrong. */
export type Said = {
  offset: number;
  length: number | undefined;
  checksum: Buffer;
  slice: number | undefined;
};

/** Reads a PATCH's headers. */
export function chunkSaid(sent: Headers): Said | Response {
  if (sent.get("tus-resumable") !== tusVersion) return tusAnswer(412, { "Tus-Version": tusVersion });
  if (sent.get("content-type") !== "application/offset+octet-stream")
    return tusRefusal(415, "A chunk is application/offset+octet-stream.");
  const offset = wholeNumber(sent.get("upload-offset"));
  const length = wholeNumber(sent.get("content-length"));
  const slice = wholeNumber(sent.get(sliceHeader));
  const checksum = sha256Of(sent.get("upload-checksum"));
  if (offset === undefined) return tusRefusal(400, "Upload-Offset is missing or is no number.");
  if (length === undefined && sent.has("content-length"))
    return tusRefusal(400, "Content-Length is no number.");
  if (sent.has(sliceHeader) && (slice === undefined || (length ?? slice) !== slice))
    return tusRefusal(400, "Upload-Slice is no number, or not that of Content-Length.");
  if (!checksum)
    return tusRefusal(400, "Upload-Checksum must be sha256 and the base64 of the chunk's SHA-256.");
  return { offset, length, checksum, slice };
}
