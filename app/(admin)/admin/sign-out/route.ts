import { cookieNames, noCookie, readCookie } from "@/lib/access/cookies";
import { seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { staffOfToken } from "@/lib/access/staff-session";
import { signOutStaff } from "@/lib/staff/sign-in";

/** "Sign out": the session is gone at once. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async ({ host, from }) => {
    const token = readCookie(request.headers, cookieNames.staff);
    const staff = await staffOfToken(token, host, from);
    if (staff && token) await signOutStaff(staff.actor, token);
    const answer = seeOther("/admin/sign-in?out=1", noCookie(cookieNames.staff));
    answer.headers.set("Clear-Site-Data", '"cache"');
    return answer;
  });
}
