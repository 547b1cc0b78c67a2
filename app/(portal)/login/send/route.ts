import { typedCookie, waitCookie } from "@/lib/access/cookies";
import { one, publicPost, seeOther } from "@/lib/access/public-post";
import { sendAccessLink } from "@/lib/access/send-access-link";

/** "Send access link" to a typed address: the same answer whether it is known or not (A8). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async ({ firm, browserToken, proof, from, form }) => {
    const typed = one(form, "email");
    const asked = await sendAccessLink(firm, { by: "email", typed }, browserToken, from, proof);
    if (asked.kind === "asked") return seeOther("/wait", waitCookie(asked.waitToken));
    return seeOther(`/login?problem=${asked.kind === "limit" ? "limit" : "email"}`, typedCookie(typed));
  });
}
