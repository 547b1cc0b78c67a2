import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { previewRules } from "@/lib/firms/palette";

/**
 * The firm's colours for the phone of a preview. A stylesheet of its own, since after a step inside the app a style
 * tag would carry the nonce of another page than the one that stands.
 */
export async function GET(request: Request): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  if (!staff) return new Response(null, { status: 404 });
  return new Response(previewRules(staff.firm.palette, ".ph.ph", ".pv:has(#pv-dark:checked) .ph.ph"), {
    headers: {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
