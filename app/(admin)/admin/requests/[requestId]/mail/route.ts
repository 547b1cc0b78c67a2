import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { renderLetter } from "@/emails/render";
import { isId } from "@/lib/ids";
import { letterPreview } from "@/lib/requests/letter-preview";

type Context = { params: Promise<{ requestId: string }> };

/** The letter of a request as its first recipient would get it now, for signed-in staff: no script, nothing fetched. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { requestId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  const letter =
    staff && isId(requestId) ? await letterPreview(staff.actor, staff.firm, requestId) : undefined;
  if (!letter) return new Response("There is no such letter.\n", { status: 404 });
  const { html } = await renderLetter(letter);
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox",
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
    },
  });
}
