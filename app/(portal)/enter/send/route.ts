import { waitCookie } from "@/lib/access/cookies";
import { askedKey } from "@/lib/access/device-key";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { sendAccessLink } from "@/lib/access/send-access-link";

/**
 * "Send access link" at the door of a browser whose session ran out within its 30 days (A5): to the address of the one contact
 * whose device it holds, whatever the form says.
 */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async (post) => {
    const { firm, browserToken, from } = post;
    const { shown, cookies } = askedKey(post);
    const asked = await sendAccessLink(firm, { by: "browser" }, browserToken, from, shown);
    if (asked.kind !== "asked") return seeOther("/login?problem=limit");
    return seeOther("/wait", waitCookie(asked.waitToken), ...cookies);
  });
}
