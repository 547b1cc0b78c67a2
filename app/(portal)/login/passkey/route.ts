import { one, publicPost, seeOther } from "@/lib/access/public-post";
import { logInWithPasskey } from "@/lib/factors/log-in-with-passkey";
import { rpOf } from "@/lib/factors/rp";
import { doorAnswer, earlierOf } from "../door-answer";

/** "Use a passkey" (L9): in, without a password. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async ({ firm, origin, browserToken, agent, from, form }) => {
    const browser = { token: browserToken, agent };
    const here = { firmId: firm.id, browser, earlier: earlierOf(request), from };
    const answer = await logInWithPasskey(here, rpOf(firm, origin), one(form, "passkey"));
    return answer.kind === "wrong" ? seeOther("/login?problem=passkey") : doorAnswer(answer, "/login");
  });
}
