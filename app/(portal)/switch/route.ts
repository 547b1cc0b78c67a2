import { sessionCookie } from "@/lib/access/cookies";
import { mustProve } from "@/lib/access/device-key";
import { enterDevice } from "@/lib/access/enter-device";
import { lostPressPath, publicPost, seeOther } from "@/lib/access/public-post";
import { browserContact, tokensOf } from "@/lib/access/session";

/** The chooser of a browser with several people on it: whose requests to open (A17). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, from, form }) => {
    const tokens = tokensOf(request.headers);
    const actor = await browserContact(firm.id, tokens, form.get("contact_id") ?? "", from);
    if (!actor) return seeOther((await mustProve(firm.id, tokens)) ? lostPressPath("/") : "/");
    const { sessionToken, endsAt } = await enterDevice(actor, tokens.session);
    return seeOther(`/?as=${actor.contactId}`, sessionCookie(sessionToken, endsAt));
  });
}
