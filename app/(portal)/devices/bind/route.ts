import { provenKey, publicKeyOf } from "@/lib/access/device-proof";
import { publicPost } from "@/lib/access/public-post";
import { takeTurn } from "@/lib/access/rate-limit";
import { tokensOf, visitorOfTokens } from "@/lib/access/session";
import { keepsKeys } from "@/lib/access/visitor-rules";
import { hashToken } from "@/lib/crypto";
import { bindDevice } from "@/lib/devices/bind-device";
import { Refused } from "@/lib/refused";

const answer = (status: 204 | 403 | 409): Response =>
  new Response(null, { status, headers: { "Cache-Control": "no-store" } });

/**
 * Binds the device that was just claimed to the key that this browser has proven (A14): the proof comes first, so that no
 * request falls between. A browser that may drop its keys is bound by its cookie (DECISIONS 12).
 */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, browserToken, proof, agent, from, form }) => {
    const key = publicKeyOf(form.get("key") ?? "");
    if (!key || !keepsKeys(agent) || provenKey(firm.id, proof) !== hashToken(key)) return answer(403);
    if (!(await takeTurn("keysOfBrowser", firm.id, hashToken(browserToken)))) return answer(403);
    // the device's own session, also while a login counts before it
    const tokens = { ...tokensOf(request.headers), login: undefined };
    const visitor = await visitorOfTokens(firm.id, tokens, from);
    if (!visitor) return answer(403);
    try {
      await bindDevice(visitor.actor, key);
    } catch (problem) {
      if (problem instanceof Refused) return answer(409);
      throw problem;
    }
    return answer(204);
  });
}
