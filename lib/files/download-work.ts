import "server-only";
import { Readable } from "node:stream";
import type { StaffActor } from "@/lib/access/actor";
import { mayUse } from "@/lib/access/permissions";
import { attachment } from "./disposition";
import { locked, said } from "./download";
import { filesOfWork } from "./of-work";
import { readFile } from "./read-file";
import { zipFiles } from "./zip-files";

/** ZIPs that are made at once in this process (SECURITY RL4). */
const mostAtOnce = 4;
let underWay = 0;
/** A reader that takes nothing for so long gives its place up. */
const idleMs = 2 * 60_000;

/** Answers with all files of a work item as one ZIP, each written to the audit log when its turn comes (D2). */
export async function downloadWork(
  staff: StaffActor,
  workItemId: string,
  gone: AbortSignal,
): Promise<Response> {
  if (!mayUse(staff.role, "files.download"))
    return said(403, "Your role does not allow this. Ask an owner of the firm.");
  const work = await filesOfWork(staff, workItemId);
  if (!work) return said(404, "That work item is not here.");
  if (work.files.length === 0) return said(404, "This work item has no files yet.");
  if (underWay >= mostAtOnce) {
    const busy = said(503, "Several ZIPs are being made just now. Try again in a minute.");
    busy.headers.set("Retry-After", "60");
    return busy;
  }
  underWay++;
  const zip = zipFiles(
    work.files.map(({ id, name, taskTitle, receivedAt }) => ({
      id,
      name,
      folder: taskTitle,
      at: receivedAt,
    })),
    (fileId) => readFile(staff, fileId),
  );
  const end = () => zip.destroy();
  // the framework cancels no body whose reader left before it began
  if (gone.aborted) end();
  gone.addEventListener("abort", end, { once: true });
  const idle = setTimeout(end, idleMs);
  zip.on("data", () => idle.refresh());
  zip.pause();
  zip.once("close", () => {
    underWay--;
    clearTimeout(idle);
    gone.removeEventListener("abort", end);
  });
  return new Response(Readable.toWeb(zip) as ReadableStream<Uint8Array>, {
    headers: {
      ...locked,
      "Content-Type": "application/zip",
      "Content-Disposition": attachment(`${work.clientName}, ${work.title}.zip`.replace(/[\\/]/g, "_")),
    },
  });
}
