import { proofCookie } from "@/lib/access/cookies";
import { proofOf } from "@/lib/access/device-key";
import { publicPost } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { hashToken } from "@/lib/crypto";

const answer = (status: 204 | 403 | 429, cookie?: string): Response =>
  new Response(null, {
    status,
    headers: { "Cache-Control": "no-store", ...(cookie ? { "Set-Cookie": cookie } : {}) },
  });

/** A signature by the browser's key: for the next ten minutes its devices are open (A14). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, browserToken, from, form }) => {
    const may =
      (await takeTurn("keysOfAddress", firm.id, addressKey(from.ip))) &&
      (await takeTurn("keysOfBrowser", firm.id, hashToken(browserToken)));
    if (!may) return answer(429);
    const one = (name: string) => form.get(name) ?? "";
    const signed = { key: one("key"), nonce: one("nonce"), signature: one("signature") };
    const proof = await proofOf(firm.id, browserToken, signed);
    return proof ? answer(204, proofCookie(proof)) : answer(403);
  });
}
