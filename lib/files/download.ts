import "server-only";
import { DatabaseAway } from "@/db/client";
import { log } from "@/lib/log";
import { Refused } from "@/lib/refused";
import { attachment, inline } from "./disposition";
import type { ReadableFile } from "./read-file";
import { StoreRefuses } from "./store";

/** No file is ever a page of this origin (SECURITY UP3). */
export const locked = {
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/** Pictures and PDFs that a browser may show in place; SVG is a program and is not among them. */
const shown = new Set(["application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"]);

/**
 * Answers with a file, streamed as it is decrypted. `inPlace` lets pictures and PDFs be looked at; everything else is
 * saved. What is refused or damaged is said in a sentence.
 */
export async function download(
  fileId: string,
  open: () => Promise<ReadableFile>,
  { inPlace = false } = {},
): Promise<Response> {
  try {
    const file = await open();
    // the first piece before any header: a file damaged there is refused as a whole
    const first = await file.bytes.next();
    const disposition = inPlace && shown.has(file.contentType) ? inline : attachment;
    return new Response(streamOf(file, first, fileId), {
      headers: {
        ...locked,
        "Content-Type": file.contentType,
        "Content-Length": String(file.size),
        "Content-Disposition": disposition(file.name),
      },
    });
  } catch (problem) {
    if (problem instanceof Refused) return said(problem.code === "forbidden" ? 403 : 404, problem.message);
    // nothing is wrong with the file: the front answers 503
    if (problem instanceof DatabaseAway) throw problem;
    const errorId = log.error("file.unreadable", problem, { fileId });
    if (problem instanceof StoreRefuses)
      return said(
        503,
        `This file cannot be read just now (${errorId}). Nothing is lost: try again in a few minutes.`,
      );
    return said(
      500,
      `This file cannot be read (${errorId}); it may be damaged. The others are not touched by it.`,
    );
  }
}

/** A sentence instead of a file. */
export const said = (status: number, sentence: string): Response =>
  new Response(`${sentence}\n`, {
    status,
    headers: { ...locked, "Content-Type": "text/plain; charset=utf-8" },
  });

/** Passes decrypted pieces on as they are asked for. An error breaks the response off; it never ends as if it were whole. */
function streamOf(
  { bytes }: ReadableFile,
  first: IteratorResult<Buffer>,
  fileId: string,
): ReadableStream<Uint8Array> {
  let ready: IteratorResult<Buffer> | undefined = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = ready ?? (await bytes.next());
          ready = undefined;
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (problem) {
          log.error("file.unreadable", problem, { fileId });
          controller.error(problem);
        }
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
