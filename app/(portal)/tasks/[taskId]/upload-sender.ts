import type { FileState } from "@/components/ui/file-row";
import { formatBytes, mayUpload } from "@/lib/files/rules";
import { provenFirst } from "../../../proven-first";
import { patchChunk, sizeSoFar, type Piece } from "./upload-wire";
import { begin, cancel, finish } from "./upload-actions";

/** One file as the list shows it. `again`: trying again may help. */
export type UploadRow = {
  key: string;
  fileId: string | undefined;
  name: string;
  state: FileState;
  again: boolean;
};

export type Sender = {
  add: (files: File[]) => void;
  cancel: (key: string) => void;
  retry: (key: string) => void;
  close: () => void;
};

export type Given = { as: string; taskId: string; maxBytes: number; purpose?: "answer" | "comment" };
type Item = UploadRow & {
  file: File;
  url: string | undefined;
  offset: number;
  stop: AbortController;
  uploadKey: string;
};

/** As the server keeps them (lib/files/segments.ts, which is no browser code). */
const chunkBytes = 8 * 1024 * 1024;
/** The largest slice of a chunk, and smaller ones, for a way that lets no chunk through. */
const slices = [1024 * 1024, 256 * 1024, 64 * 1024];
const atOnce = 2;
/** Seconds before each next try; begun anew whenever a chunk was kept. */
const pauses = [0, 1, 3, 5, 10, 20];
/** How often a file waits for a free place: some ten minutes in all. */
const mostWaits = 120;

/** A "no" that trying again at once does not change. */
class Problem extends Error {
  constructor(
    message: string,
    readonly again: boolean,
  ) {
    super(message);
  }
}

/** Sends files two at a time; `show` is told of every change worth seeing. */
export function makeSender(given: Given, show: (rows: UploadRow[]) => void): Sender {
  const items: Item[] = [];
  /** The most that came through at once: a whole chunk until somebody on the way said that it is too large. */
  let most = chunkBytes;
  const stay = (event: BeforeUnloadEvent) => {
    event.preventDefault();
  };

  const tell = () => {
    show(items.map(({ key, fileId, name, state, again }) => ({ key, fileId, name, state, again })));
  };
  const set = (item: Item, state: FileState) => {
    item.state = state;
    tell();
  };
  const busy = (item: Item) => item.state.kind === "uploading" || item.state.kind === "checking";

  const next = () => {
    const waiting = items.filter((item) => item.state.kind === "waiting");
    for (const item of waiting.slice(0, Math.max(0, atOnce - items.filter(busy).length))) void run(item);
    if (items.some((item) => busy(item) || item.state.kind === "waiting"))
      addEventListener("beforeunload", stay);
    else removeEventListener("beforeunload", stay);
  };

  async function run(item: Item): Promise<void> {
    percent(item, 0);
    try {
      await send(item);
      set(item, { kind: "sent", detail: formatBytes(item.file.size) });
    } catch (problem) {
      if (item.stop.signal.aborted) return;
      item.again = !(problem instanceof Problem) || problem.again;
      set(item, { kind: "problem", reason: problem instanceof Problem ? problem.message : lost(item.name) });
    } finally {
      next();
    }
  }

  function percent(item: Item, loaded: number): void {
    const value = Math.floor(((item.offset + loaded) / item.file.size) * 100);
    if (item.state.kind === "uploading" && item.state.percent === value) return;
    set(item, { kind: "uploading", percent: value, of: formatBytes(item.file.size) });
  }

  async function send(item: Item): Promise<void> {
    const { as, taskId, purpose = "answer" } = given;
    const { file, stop } = item;
    const upload_key = item.uploadKey;
    const asked = { as, task_id: taskId, upload_key, name: file.name, size: file.size, purpose };
    const begun = await insisting(stop.signal, () => begin(asked));
    Object.assign(item, { fileId: begun.fileId, url: begun.url, offset: begun.offset });
    if (begun.received) return;
    await sendBytes(item, begun.url);
    set(item, { kind: "checking" });
    await insisting(stop.signal, () => finish({ as, file_id: begun.fileId }));
  }

  async function sendBytes(item: Item, url: string): Promise<void> {
    const { signal } = item.stop;
    let unproven = false;
    for (let [tries, waits] = [0, 0]; item.offset < item.file.size;) {
      insistGoing(signal);
      const piece = await nextPiece(item, most);
      await provenFirst(unproven);
      const answer = await patchChunk(url, item.offset, piece, signal, (loaded) => {
        percent(item, loaded);
      });
      if (answer.kind === "kept") {
        item.offset = answer.offset;
        [tries, waits] = [0, 0];
        percent(item, 0);
        continue;
      }
      if (answer.kind === "large") {
        const smaller = slices.find((bytes) => bytes < piece.bytes.byteLength);
        if (smaller === undefined) throw new Problem(answer.sentence, false);
        most = Math.min(most, smaller);
        continue;
      }
      if (answer.kind === "waits" && waits < mostWaits) {
        waits += 1;
        await pause(answer.seconds, signal);
        continue;
      }
      if (answer.kind === "refused") throw new Problem(answer.sentence, false);
      unproven = answer.kind === "again" && answer.unproven === true;
      if (tries >= pauses.length || answer.kind === "waits")
        throw new Problem(answer.sentence ?? lost(item.name), true);
      await pause(pauses[tries] ?? 0, signal);
      tries += 1;
      item.offset = answer.offset ?? (await sizeSoFar(url, signal)) ?? item.offset;
      percent(item, 0);
    }
  }

  const add = (files: File[]) => {
    for (const file of files) {
      const verdict = mayUpload(file.name, file.size, given.maxBytes);
      const state: FileState = verdict.ok ? { kind: "waiting" } : { kind: "problem", reason: verdict.reason };
      const fresh = { key: newId(), uploadKey: newId(), stop: new AbortController() };
      items.push({
        ...fresh,
        file,
        name: file.name,
        state,
        again: false,
        fileId: undefined,
        url: undefined,
        offset: 0,
      });
    }
    tell();
    next();
  };

  const cancelOne = (key: string) => {
    const item = items.find((one) => one.key === key);
    if (!item) return;
    item.stop.abort();
    items.splice(items.indexOf(item), 1);
    // what is not taken back now is swept within a day
    if (item.fileId) cancel({ as: given.as, file_id: item.fileId }).catch(() => undefined);
    tell();
    next();
  };

  const retry = (key: string) => {
    const item = items.find((one) => one.key === key);
    if (item?.state.kind !== "problem") return;
    set(item, { kind: "waiting" });
    next();
  };

  const close = () => {
    for (const item of items) item.stop.abort();
    removeEventListener("beforeunload", stay);
  };

  return { add, cancel: cancelOne, retry, close };
}

const lost = (name: string): string =>
  `The connection was lost while “${name}” was sent. What arrived is kept: check your connection, then try again.`;

type Result<T> = { ok: true; data: T } | { ok: false; code: string; message: string; unproven?: boolean };

/** Calls an action until it answers; a network that is away is waited for, a "no" is final. */
async function insisting<T>(signal: AbortSignal, act: () => Promise<Result<T>>): Promise<T> {
  let unproven = false;
  let refusal = "";
  for (const seconds of pauses) {
    await pause(seconds, signal);
    // shown to be ours and still refused: it is final
    const proven = await provenFirst(unproven);
    const result = await act().catch(() => undefined);
    insistGoing(signal);
    if (result?.ok) return result.data;
    const again = result?.unproven === true && !(unproven && proven);
    unproven = result?.unproven === true;
    refusal = result?.message ?? "";
    if (result && !again)
      throw new Problem(result.message, result.code === "limit" || result.code === "conflict");
  }
  throw refusal ? new Problem(refusal, true) : new Error("No answer.");
}

/** Throws when the upload was cancelled. */
function insistGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new Error("cancelled");
}

/** A random id as the server takes them, in browsers too that make none by themselves. */
function newId(): string {
  const own: Partial<Crypto> = crypto;
  if (own.randomUUID) return own.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  hex[6] = `4${hex[6]?.slice(1) ?? ""}`;
  hex[8] = `a${hex[8]?.slice(1) ?? ""}`;
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The next piece of a file: its next chunk, or a slice of it where a chunk is too large or was begun in slices. */
async function nextPiece({ file, offset, name }: Item, most: number): Promise<Piece> {
  const inChunk = offset % chunkBytes;
  const left = Math.min(chunkBytes - inChunk, file.size - offset);
  const whole = inChunk === 0 && left <= most;
  const length = whole ? left : Math.min(left, most, slices[0] ?? left);
  try {
    return { bytes: await file.slice(offset, offset + length).arrayBuffer(), slice: !whole };
  } catch {
    throw new Problem(
      `“${name}” can no longer be read on this device: it was moved, changed or removed. Choose it again.`,
      false,
    );
  }
}

/** Waits some seconds, less when the network comes back meanwhile. Throws when the upload is cancelled. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  insistGoing(signal);
  if (seconds === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      if (signal.aborted) reject(new Error("cancelled"));
      else resolve();
    };
    const timer = setTimeout(done, seconds * 1_000);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
