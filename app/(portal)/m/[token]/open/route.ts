import { claimLink, inside } from "@/lib/access/claim-link";
import { tokensOf } from "@/lib/access/session";
import { pressedKey } from "@/lib/access/device-key";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";

type Context = { params: Promise<{ token: string }> };

/**
 * The press on "Open my requests": claims the link for this browser (A2), and binds the device to the key that the press is
 * signed with (A14). Refused, the link's page says why.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/m/${encodeURIComponent(token)}`;
  return publicPost(request, page, async (post) => {
    const { firm, browserToken, agent, from } = post;
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther(`${page}?problem=limit`);
    const signed = pressedKey(post);
    // a key that was meant and not shown must not become a device without one
    if (signed.kind === "wrong") return seeOther(`${page}?problem=unsigned`);
    const { publicKey, proof } = signed.kind === "key" ? signed : { ...post, publicKey: undefined };
    const { session } = tokensOf(request.headers);
    const claim = await claimLink(firm, { token, browserToken, session, proof, publicKey, agent, from });
    if (claim.kind === "refused") return seeOther(page);
    return inside(claim, publicKey && proof);
  });
}
