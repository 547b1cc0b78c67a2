/** What became of a chunk: kept; worth another try, from `offset` where the server named one; or refused in a sentence. */
export type ChunkAnswer =
  | { kind: "kept"; offset: number }
  | { kind: "again"; offset?: number | undefined; sentence?: string | undefined; unproven?: boolean }
  | { kind: "refused"; sentence: string };

/** Without a sign of life for so long, a connection counts as lost. */
const stalledMs = 60_000;
const offsetOf = (header: string | null): number | undefined =>
  header !== null && /^\d+$/.test(header) ? Number(header) : undefined;

/** Sends one chunk with its SHA-256 (tus 1.0.0 PATCH with checksum); `progress` counts the bytes that left. */
export async function patchChunk(
  url: string,
  offset: number,
  bytes: ArrayBuffer,
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
  const offset = status === 0 ? undefined : offsetOf(request.getResponseHeader("Upload-Offset"));
  if (status === 204 && offset !== undefined) return { kind: "kept", offset };
  if (status === 409 || status === 460) return { kind: "again", offset };
  const sentence = request.responseText.trim();
  if (status === 0 || status === 400 || status === 401 || status === 408 || status === 429 || status >= 500) {
    return {
      kind: "again",
      unproven: status === 401,
      sentence:
        (status >= 500 || status === 401) && sentence.length < 500 ? sentence || undefined : undefined,
    };
  }
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
    return answer.ok ? offsetOf(answer.headers.get("Upload-Offset")) : undefined;
  } catch {
    return undefined;
  }
}
