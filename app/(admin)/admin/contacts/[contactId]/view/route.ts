import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { seeOther } from "@/lib/access/public-post";
import { staffOfToken } from "@/lib/access/staff-session";
import { ticketToView } from "@/lib/access/view-as";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";

type Context = { params: Promise<{ contactId: string }> };

/**
 * "View as client" (W9): a link and no form, since a page's policy lets no form lead to the portal's other host. What it
 * does is one row in the audit log; a page of another site cannot make it.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { contactId } = await params;
  const site = request.headers.get("sec-fetch-site");
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  if (!staff || !token) return seeOther("/admin/sign-in");
  if ((site !== null && site !== "same-origin") || !isId(contactId)) return seeOther("/admin/contacts");
  try {
    const ticket = await ticketToView(staff.actor, contactId, {
      sessionToken: token,
      backTo: staff.host,
    });
    return seeOther(`${staff.firm.origin}/view/${ticket}`);
  } catch (problem) {
    if (problem instanceof Refused) return seeOther(`/admin/contacts/${contactId}`);
    throw problem;
  }
}

/** Only a press of the link views. */
export const HEAD = (): Response =>
  new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
