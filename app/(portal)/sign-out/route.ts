import { cookieNames, noCookie, sessionCookie } from "@/lib/access/cookies";
import { mustProve } from "@/lib/access/device-key";
import { sessionOfOthers, signOutDevice } from "@/lib/access/enter-device";
import { lostPressPath, publicPost, seeOther } from "@/lib/access/public-post";
import { liveDevicesOf, namedDevice, tokensOf, visitorOfTokens } from "@/lib/access/session";
import { logOut } from "@/lib/logins/log-out";

function gone(path: string, ...cookies: string[]): Response {
  const answer = seeOther(path, ...cookies);
  // "cache" only: "cookies" would sign out the others on this browser (DECISIONS 8)
  answer.headers.set("Clear-Site-Data", '"cache"');
  return answer;
}

/**
 * "Sign out on this device" (A16): the contact that the page was drawn for, and no one else on this browser. "Log out": the
 * login only; a device of the same browser counts again (DECISIONS 8).
 */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, from, form }) => {
    const [firmId, contactId = ""] = (form.get("as") ?? "").split(".");
    if (form.get("what") === "login") {
      const tokens = { ...tokensOf(request.headers), session: undefined };
      const visitor = await visitorOfTokens(firm.id, tokens, from);
      if (firmId === firm.id && visitor?.actor.contactId === contactId) await logOut(visitor.actor);
      return gone("/?out=login", noCookie(cookieNames.login), noCookie(cookieNames.challenge));
    }
    const tokens = tokensOf(request.headers);
    const actor = firmId === firm.id ? await namedDevice(firm.id, tokens, contactId, from) : undefined;
    // not yet signed out must not look like it
    if (!actor && (await mustProve(firm.id, tokens))) return seeOther(lostPressPath("/devices"));
    const others = await liveDevicesOf(firm.id, tokens, from);
    if (actor) await signOutDevice(actor);
    const other = await sessionOfOthers(others, contactId);
    return gone(
      "/?out=1",
      other ? sessionCookie(other.sessionToken, other.endsAt) : noCookie(cookieNames.session),
    );
  });
}
