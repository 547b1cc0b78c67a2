import "server-only";
import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { log } from "@/lib/log";
import { Refused } from "@/lib/refused";
import type { ReadableFile } from "./read-file";
import { zipEntryNames } from "./zip-entry-names";

type Entry = { id: string; folder: string; name: string; at: Date | null };
type Open = (fileId: string) => Promise<Pick<ReadableFile, "size" | "bytes">>;

const notHere = "Not in this ZIP.txt";

/**
 * A ZIP of many files as a stream: one file is opened at a time, when its turn comes, and read as fast as the reader
 * takes it, so that it holds little memory whatever it holds. A file that is taken back meanwhile is named in a note
 * inside; a damaged one breaks the stream off, which never ends as if it were whole.
 */
export function zipFiles(entries: Entry[], open: Open): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  zip.on("error", (problem: Error) => out.destroy(problem));
  fill(zip, out, entries, open).catch((problem: unknown) => {
    // a reader who went away has ended it already
    if (!out.destroyed) {
      log.error("file.unreadable", problem);
      out.destroy(problem instanceof Error ? problem : new Error("The ZIP broke off."));
    }
  });
  return out;
}

async function fill(zip: ZipFile, out: Readable, entries: Entry[], open: Open): Promise<void> {
  const names = zipEntryNames(entries);
  const missing: string[] = [];
  const isGone = (): boolean => out.destroyed;
  for (const [nth, { id, name, at }] of entries.entries()) {
    if (isGone()) return;
    const file = await openOrSay(() => open(id));
    if (file === undefined) {
      missing.push(name);
      continue;
    }
    // who read it went away while the file was being opened
    if (isGone()) return;
    const bytes = Readable.from(file.bytes, { objectMode: false, highWaterMark: 64 * 1024 });
    const drop = () => bytes.destroy();
    out.once("close", drop);
    // papers are packed already, mostly: stored as they are they cost no time
    zip.addReadStream(bytes, names[nth] ?? id, { compress: false, size: file.size, mtime: at ?? new Date() });
    await finished(bytes, { writable: false });
    out.off("close", drop);
  }
  if (missing.length > 0)
    zip.addBuffer(Buffer.from(`Taken back while this was made:\n\n${missing.join("\n")}\n`), notHere);
  zip.end();
}

async function openOrSay<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (problem) {
    if (problem instanceof Refused && problem.code === "missing") return undefined;
    throw problem;
  }
}
