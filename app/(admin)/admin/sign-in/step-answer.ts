import {
  cookieNames,
  noCookie,
  rawCookie,
  readCookie,
  staffCookie,
  staffKnownCookie,
  staffStepCookie,
} from "@/lib/access/cookies";
import { seeOther } from "@/lib/access/public-post";
import { newStaffBrowser } from "@/lib/access/staff-browser";
import type { StaffPost } from "@/lib/access/staff-post";
import type { AtDoor, DoorAnswer } from "@/lib/factors/at-door";
import { staffDoor } from "@/lib/factors/staff-door";
import { endEarlierSession } from "@/lib/staff/sign-in";

/** Who stands at the second step, by the cookies of this request. */
export const atStaffDoor = (request: Request, post: StaffPost): Promise<AtDoor | undefined> =>
  staffDoor(post.host, {
    challenge: readCookie(request.headers, cookieNames.staffStep),
    browser: post.browser,
    from: post.from,
  });

/**
 * In, on to the next step, or back to the page with what was wrong. Whoever begins to sign in is no longer in as before:
 * the session that this browser had ends (SE2). A browser that somebody is in with is known as theirs from then on (AU8).
 */
export async function stepAnswer(
  request: Request,
  { host }: StaffPost,
  answer: DoorAnswer,
  here: string,
  home = "/admin",
): Promise<Response> {
  const earlier = rawCookie(request.headers, cookieNames.staffKnown);
  switch (answer.kind) {
    case "in":
      await endEarlierSession(host, readCookie(request.headers, cookieNames.staff));
      return seeOther(
        home,
        staffCookie(answer.token),
        noCookie(cookieNames.staffStep),
        ...(answer.staff ? [staffKnownCookie(newStaffBrowser(answer.staff, earlier))] : []),
      );
    case "factor":
    case "enrol":
      await endEarlierSession(host, readCookie(request.headers, cookieNames.staff));
      return seeOther(
        answer.kind === "factor" ? "/admin/sign-in/second" : "/admin/sign-in/enrol",
        staffStepCookie(answer.token),
        noCookie(cookieNames.staff),
      );
    case "over":
      return seeOther("/admin/sign-in?problem=over", noCookie(cookieNames.staffStep));
    default:
      return seeOther(`${here}${here.includes("?") ? "&" : "?"}problem=${answer.kind}`);
  }
}
