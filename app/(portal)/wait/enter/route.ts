import { inside } from "@/lib/access/claim-link";
import { portalHost, refusedPost, seeOther } from "@/lib/access/public-post";
import { isVisit } from "@/lib/access/visitor-rules";
import { enterLetIn, screenOf } from "@/lib/access/waiting";

/** The waiting screen goes in once a phone has let it in (A7): the press came before, on this screen and on the phone. */
export async function GET(request: Request): Promise<Response> {
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  if (!isVisit("GET", request.headers)) return new Response(null, { status: 204 });
  const claim = await enterLetIn(host.firm, screenOf(request));
  if (claim?.kind === "in") return inside(claim);
  return seeOther(claim ? "/wait?problem=used" : "/");
}
/** HEAD does nothing (A3). */
export const HEAD = (): Response => new Response(null, { status: 204 });
