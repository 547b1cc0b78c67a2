import { one, seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { rpOfHost } from "@/lib/factors/rp";
import { signInWithPasskey } from "@/lib/factors/sign-in-with-passkey";
import { stepAnswer } from "../step-answer";

/** "Use a passkey" (F4): in, without a mail. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const { host, browser, from, form } = post;
    const here = { host, browserToken: browser.token, from };
    const answer = await signInWithPasskey(here, rpOfHost(host), one(form, "passkey"));
    return answer.kind === "wrong"
      ? seeOther("/admin/sign-in?problem=passkey")
      : stepAnswer(request, post, answer, "/admin/sign-in");
  });
}
