import { seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { signInStaff } from "@/lib/staff/sign-in";
import { stepAnswer } from "../../step-answer";

type Context = { params: Promise<{ token: string }> };

/** The press on "Sign in": uses the link up, once; in, or on to the second factor. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return staffPost(request, async (post) => {
    // its page named it: one that keeps no cookies would use the link up and stand at the door again
    if (!post.isNamed) return seeOther(`/admin/sign-in/${encodeURIComponent(token)}?problem=again`);
    const step = await signInStaff(post.host, token, post.browser.token, post.from);
    return step ? stepAnswer(request, post, step, "") : seeOther("/admin/sign-in?problem=link");
  });
}
