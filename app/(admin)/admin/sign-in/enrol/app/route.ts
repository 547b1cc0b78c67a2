import { asToken } from "@/lib/access/cookies";
import { one, seeOther } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { enrolTotpAtDoor } from "@/lib/factors/enrol-at-door";
import { atStaffDoor, stepAnswer } from "../../step-answer";

/** Keeps the authenticator app that the firm asks its staff for, and lets in (F4); recovery codes come next. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const salt = asToken(one(post.form, "salt"));
    if (!salt) return seeOther("/admin/sign-in/enrol");
    const at = await atStaffDoor(request, post);
    const answer = at
      ? await enrolTotpAtDoor(at, { salt, code: one(post.form, "code") })
      : { kind: "over" as const };
    const here = `/admin/sign-in/enrol?salt=${salt}`;
    return stepAnswer(request, post, answer, here, "/admin/settings/sign-in/codes?first=1");
  });
}
