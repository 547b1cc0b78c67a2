import { asToken, viewCookie } from "@/lib/access/cookies";
import { portalHost, refusedPost, seeOther } from "@/lib/access/public-post";
import { openView } from "@/lib/access/view-as";

type Context = { params: Promise<{ ticket: string }> };

/** Opens the portal as a contact for the staff member who holds the ticket (W9), once. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const ticket = asToken((await params).ticket);
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  const token = ticket && (await openView(host.firm.id, ticket));
  return token ? seeOther("/", viewCookie(token)) : seeOther("/");
}

/** A look at the address uses nothing up. */
export const HEAD = (): Response =>
  new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
