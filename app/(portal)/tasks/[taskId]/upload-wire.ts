import { isOwn, wordsFor } from "../../../own-words";

/**
 * What became of a chunk or a slice of one: kept; too large for what stands between; worth another try, from `offset`
 * where the server named one; `waits`: no place was free, try again after so many seconds; or refused in a sentence.
 */
export type ChunkAnswer =
  | { kind: "kept"; offset: number }
  | { kind: "large"; sentence: string }
  | { kind: "waits"; seconds: number; sentence: string }
  | { kind: "again"; offset?: number | undefined; sentence?: string | undefined; unproven?: boolean }
  | { kind: "refused"; sentence: string };

/** A piece of a file, and whether it is less than its chunk. */
export type Piece = { bytes: ArrayBuffer; slice: boolean };

/** Without a sign of life for so long, a connection counts as lost. */
const stalledMs = 60_000;
const offsetOf = (header: string | null): number | undefined =>
  header !== null && /^\d+$/.test(header) ? Number(header) : undefined;

/** Sends one piece with its SHA-256 (tus 1.0.0 PATCH with checksum); `progress` counts the bytes that left. */
export async function patchChunk(
  url: string,
  offset: number,
  { bytes, slice }: Piece,
  signal: AbortSignal,
  progress: (loaded: number) => void,
): Promise<ChunkAnswer> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const request = new XMLHttpRequest();
  request.open("PATCH", url);
  request.setRequestHeader("Tus-Resumable", "1.0.0");
  request.setRequestHeader("Content-Type", "application/offset+octet-stream");
  request.setRequestHeader("Upload-Offset", String(offset));
  request.setRequestHeader("Upload-Checksum", `sha256 ${btoa(String.fromCharCode(...digest))}`);
  if (slice) request.setRequestHeader("Upload-Slice", String(bytes.byteLength));
  await ended(request, bytes, signal, progress);
  if (signal.aborted) throw new Error("cancelled");
  return answerOf(request);
}

/** Resolves however the request ends; a status of 0 says that no answer came. */
function ended(
  request: XMLHttpRequest,
  bytes: ArrayBuffer,
  signal: AbortSignal,
  progress: (loaded: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const abort = () => {
      request.abort();
    };
    let stalled = setTimeout(abort, stalledMs);
    request.upload.onprogress = (event) => {
      clearTimeout(stalled);
      stalled = setTimeout(abort, stalledMs);
      progress(event.loaded);
    };
    request.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", abort);
      resolve();
    };
    signal.addEventListener("abort", abort);
    request.send(bytes);
  });
}

function answerOf(request: XMLHttpRequest): ChunkAnswer {
  const { status } = request;
  const own = status !== 0 && isOwn(request);
  if (status === 413) return { kind: "large", sentence: wordsFor(status) };
  // a proxy's page, or a network's: nothing is known of the file by it
  if (!own) return { kind: "again", sentence: status === 0 ? undefined : wordsFor(status) };
  const offset = offsetOf(request.getResponseHeader("Upload-Offset"));
  if (status === 204 && offset !== undefined) return { kind: "kept", offset };
  if (status === 409 || status === 460) return { kind: "again", offset };
  const sentence = request.responseText.trim();
  if (status === 503 && request.getResponseHeader("Lodge-Busy") === "1")
    return { kind: "waits", seconds: Number(request.getResponseHeader("Retry-After")) || 5, sentence };
  if (status === 400 || status === 401 || status === 408 || status === 429 || status >= 500)
    return {
      kind: "again",
      unproven: status === 401,
      sentence: status >= 500 || status === 401 ? sentence || undefined : undefined,
    };
  return {
    kind: "refused",
    sentence: sentence || "The file was not taken. Load the page again, then choose it again.",
  };
}

/** How far the server has come (tus HEAD); undefined while it cannot be reached. */
export async function sizeSoFar(url: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const answer = await fetch(url, {
      method: "HEAD",
      headers: { "Tus-Resumable": "1.0.0" },
      cache: "no-store",
      signal,
    });
    return answer.ok && isOwn(answer) ? offsetOf(answer.headers.get("Upload-Offset")) : undefined;
  } catch {
    return undefined;
  }
}
