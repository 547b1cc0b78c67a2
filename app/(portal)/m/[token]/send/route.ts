import { waitCookie } from "@/lib/access/cookies";
import { askedKey } from "@/lib/access/device-key";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { sendAccessLink } from "@/lib/access/send-access-link";

type Context = { params: Promise<{ token: string }> };

/** "Send access link" on a link that does not open: to the address it went to, whatever the form says (A6). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/m/${encodeURIComponent(token)}`;
  return publicPost(request, page, async (post) => {
    const { firm, browserToken, from } = post;
    const { shown, cookies } = askedKey(post);
    const asked = await sendAccessLink(firm, { by: "link", token }, browserToken, from, shown);
    if (asked.kind !== "asked") return seeOther(`${page}?problem=limit`);
    return seeOther("/wait", waitCookie(asked.waitToken), ...cookies);
  });
}
