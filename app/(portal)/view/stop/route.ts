import { cookieNames, noCookie, readCookie } from "@/lib/access/cookies";
import { portalHost, refusedPost } from "@/lib/access/public-post";
import { endView } from "@/lib/access/view-as";

/** "Stop viewing": ends the view and goes back to the contact's page on the staff side. */
export async function GET(request: Request): Promise<Response> {
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  const token = readCookie(request.headers, cookieNames.view);
  const back = token && (await endView(host.firm.id, token));
  return new Response(null, {
    status: 303,
    headers: {
      Location: back ?? "/",
      "Set-Cookie": noCookie(cookieNames.view),
      "Cache-Control": "no-store",
      "Clear-Site-Data": '"cache"',
    },
  });
}
