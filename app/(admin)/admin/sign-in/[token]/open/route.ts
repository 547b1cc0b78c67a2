import { staffCookie } from "@/lib/access/cookies";
import { seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { signInStaff } from "@/lib/staff/sign-in";

type Context = { params: Promise<{ token: string }> };

/** The press on "Sign in": uses the link up, once. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return staffPost(request, async ({ host, from }) => {
    const session = await signInStaff(host, token, from);
    return session ? seeOther("/admin", staffCookie(session)) : seeOther("/admin/sign-in?problem=link");
  });
}
