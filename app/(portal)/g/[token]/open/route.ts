import { guestCookie } from "@/lib/access/cookies";
import { claimGuestLink } from "@/lib/access/guest-link";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";

type Context = { params: Promise<{ token: string }> };

/** The press of somebody who was asked to answer one task: opens it on this browser (A18). Refused, the link's page says why. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/g/${encodeURIComponent(token)}`;
  return publicPost(request, page, async ({ firm, browserToken, agent, from }) => {
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther(`${page}?problem=limit`);
    const claim = await claimGuestLink(firm.id, { token, browserToken, agent, from });
    return claim ? seeOther("/guest", guestCookie(claim.token, claim.endsAt)) : seeOther(page);
  });
}
