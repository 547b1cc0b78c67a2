import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { download, said } from "@/lib/files/download";
import { readFile } from "@/lib/files/read-file";
import { isId } from "@/lib/ids";

type Context = { params: Promise<{ fileId: string }> };

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
  return download(fileId, () => readFile(staff.actor, fileId));
}

/** There is nothing to look at without taking it. */
export const HEAD = (): Response => said(404, "");
