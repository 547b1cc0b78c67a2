import { asToken } from "@/lib/access/cookies";
import { one, publicPost, seeOther } from "@/lib/access/public-post";
import { enrolTotpAtDoor } from "@/lib/factors/enrol-at-door";
import { atDoor, doorAnswer } from "../../door-answer";

/** Keeps the authenticator app that the firm asks for, and lets in (L6, L8); recovery codes come next. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/enrol", async (post) => {
    const salt = asToken(one(post.form, "salt"));
    if (!salt) return seeOther("/login/enrol");
    const answer = await enrolTotpAtDoor(atDoor(request, post), { salt, code: one(post.form, "code") });
    return doorAnswer(answer, `/login/enrol?salt=${salt}`, "/devices/codes?first=1");
  });
}
