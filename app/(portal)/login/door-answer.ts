import { challengeCookie, cookieNames, loginCookie, noCookie, readCookie } from "@/lib/access/cookies";
import { seeOther, type PublicPost } from "@/lib/access/public-post";
import type { AtDoor, DoorAnswer } from "@/lib/factors/at-door";
import type { Earlier } from "@/lib/logins/end-earlier";

/** Who stands at the second step, by the cookies of this request. */
export const atDoor = (request: Request, post: PublicPost): AtDoor => ({
  firmId: post.firm.id,
  challenge: readCookie(request.headers, cookieNames.challenge),
  browser: { token: post.browserToken, agent: post.agent },
  from: post.from,
});

/** What this browser was logged in by before, which a new login replaces (SE2). */
export const earlierOf = ({ headers: sent }: Request): Earlier => ({
  login: readCookie(sent, cookieNames.login),
  challenge: readCookie(sent, cookieNames.challenge),
});

/** In, on to the next step, or back to the page with what was wrong. */
export function doorAnswer(answer: DoorAnswer, here: string, home = "/"): Response {
  switch (answer.kind) {
    case "in":
      return seeOther(home, loginCookie(answer.token), noCookie(cookieNames.challenge));
    case "factor":
    case "enrol":
      return seeOther(
        answer.kind === "factor" ? "/login/second" : "/login/enrol",
        challengeCookie(answer.token),
        noCookie(cookieNames.login),
      );
    case "over":
      return seeOther("/login?problem=over", noCookie(cookieNames.challenge));
    default:
      return seeOther(`${here}${here.includes("?") ? "&" : "?"}problem=${answer.kind}`);
  }
}
