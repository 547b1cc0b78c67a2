import { claimLink, inside } from "@/lib/access/claim-link";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";

type Context = { params: Promise<{ token: string }> };

/** The press on "Open my requests": claims the link for this browser (A2). Refused, the link's page says why. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/m/${encodeURIComponent(token)}`;
  return publicPost(request, page, async ({ firm, browserToken, proof, agent, from }) => {
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther(`${page}?problem=limit`);
    const claim = await claimLink(firm, { token, browserToken, proof, agent, from });
    if (claim.kind === "refused") return seeOther(page);
    return inside(claim);
  });
}
