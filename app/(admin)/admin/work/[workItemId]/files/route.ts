import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { said } from "@/lib/files/download";
import { downloadWork } from "@/lib/files/download-work";
import { isId } from "@/lib/ids";

type Context = { params: Promise<{ workItemId: string }> };

/** All files of a work item as one ZIP, for signed-in staff only (D2). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { workItemId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  if (!staff || !isId(workItemId)) return said(404, "That work item is not here.");
  return downloadWork(staff.actor, workItemId, request.signal);
}

/** There is nothing to look at without taking it. */
export const HEAD = (): Response => said(404, "");
