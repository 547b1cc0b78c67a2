import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken } from "@/lib/access/staff-session";
import { renderLetter } from "@/emails/render";
import { isId } from "@/lib/ids";
import { letterPreviews } from "@/lib/requests/preview";

type Context = { params: Promise<{ requestId: string }> };

/** The letter of a request as a recipient, or the first, would get it now, for signed-in staff: no script, nothing fetched. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { requestId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  const to = new URL(request.url).searchParams.get("to");
  const mails = staff && isId(requestId) ? await letterPreviews(staff.actor, staff.firm, requestId) : [];
  const mail = to === null ? mails[0] : mails.find(({ contactId }) => contactId === to);
  if (!mail) return new Response("There is no such letter.\n", { status: 404 });
  const { html } = await renderLetter(mail.letter);
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
