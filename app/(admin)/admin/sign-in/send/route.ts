import { cookieNames, rawCookie } from "@/lib/access/cookies";
import { seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { sendStaffLink } from "@/lib/staff/sign-in";

/** "Email me a link": the same answer for every address. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async ({ host, from, form }) => {
    const typed = form.getAll("email");
    const email = typed.length === 1 ? (typed[0] ?? "") : "";
    const taken = await sendStaffLink(host, email, from, rawCookie(request.headers, cookieNames.staffKnown));
    return seeOther(taken ? "/admin/sign-in?sent=1" : "/admin/sign-in?problem=email");
  });
}
