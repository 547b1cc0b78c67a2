import { typedCookie, waitCookie } from "@/lib/access/cookies";
import { askedKey } from "@/lib/access/device-key";
import { one, publicPost, seeOther } from "@/lib/access/public-post";
import { sendAccessLink } from "@/lib/access/send-access-link";

/** "Send access link" to a typed address: the same answer whether it is known or not (A8). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async (post) => {
    const { firm, browserToken, from, form } = post;
    const typed = one(form, "email");
    const { shown, cookies } = askedKey(post);
    const asked = await sendAccessLink(firm, { by: "email", typed }, browserToken, from, shown);
    if (asked.kind === "asked") return seeOther("/wait", waitCookie(asked.waitToken), ...cookies);
    return seeOther(`/login?problem=${asked.kind === "limit" ? "limit" : "email"}`, typedCookie(typed));
  });
}
