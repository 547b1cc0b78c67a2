import { inside } from "@/lib/access/claim-link";
import { sessionCookie } from "@/lib/access/cookies";
import { enterDevice, linkTarget } from "@/lib/access/enter-device";
import { originOf } from "@/lib/access/host";
import { portalHost, refusedPost, seeOther } from "@/lib/access/public-post";
import { browserContact, tokensOf } from "@/lib/access/session";
import { isVisit } from "@/lib/access/visitor-rules";
import { enterByLink, screenOf } from "@/lib/access/waiting";

type Context = { params: Promise<{ token: string }> };

/**
 * A known device opens a link of its contact: in without a click (A5), switched to that contact (A17). The link is
 * not claimed and nothing is prolonged (DECISIONS 5). The screen that asked for this link claims it without another
 * press (A7). A prefetch or preview gets the page and no session.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/m/${encodeURIComponent(token)}`;
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  if (!isVisit("GET", request.headers)) return new Response(null, { status: 204 });
  const waited = await enterByLink(host.firm, token, screenOf(request));
  if (waited?.kind === "in") return inside(waited);
  const target = await linkTarget(host.firm.id, token);
  const tokens = tokensOf(request.headers);
  const actor =
    target && (await browserContact(host.firm.id, tokens, target.contactId, originOf(request.headers)));
  if (!target || !actor) return seeOther(`${page}?problem=press`);
  const { sessionToken, endsAt } = await enterDevice(actor, tokens.session);
  return seeOther(
    target.requestId ? `/requests/${target.requestId}` : `/?as=${target.contactId}`,
    sessionCookie(sessionToken, endsAt),
  );
}
/** HEAD does nothing (A3). */
export const HEAD = (): Response => new Response(null, { status: 204 });
