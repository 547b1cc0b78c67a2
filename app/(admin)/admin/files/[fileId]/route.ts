import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { attachment } from "@/lib/files/disposition";
import { readFile, type ReadableFile } from "@/lib/files/read-file";
import { StoreRefuses } from "@/lib/files/store";
import { isId } from "@/lib/ids";
import { log } from "@/lib/log";
import { Refused } from "@/lib/refused";

type Context = { params: Promise<{ fileId: string }> };

/** No file is ever a page of this origin (SECURITY UP3). */
const locked = {
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/** Downloads a file, for signed-in staff only; everybody else, devices above all, gets 404 (A10, D2). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { fileId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  const staff = await staffOfToken(
    readCookie(request.headers, cookieNames.staff),
    host,
    originOf(request.headers),
  );
  if (!staff || !isId(fileId)) return said(404, "That file is not here.");
  try {
    const file = await readFile(staff.actor, fileId);
    // the first piece before any header: a file damaged there is refused as a whole
    const first = await file.bytes.next();
    return new Response(streamOf(file, first, fileId), {
      headers: {
        ...locked,
        "Content-Type": file.contentType,
        "Content-Length": String(file.size),
        "Content-Disposition": attachment(file.name),
      },
    });
  } catch (problem) {
    if (problem instanceof Refused) return said(problem.code === "forbidden" ? 403 : 404, problem.message);
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

/** There is nothing to look at without taking it. */
export const HEAD = (): Response => said(404, "");

const said = (status: number, sentence: string): Response =>
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
