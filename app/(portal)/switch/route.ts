import { sessionCookie } from "@/lib/access/cookies";
import { enterDevice } from "@/lib/access/enter-device";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { browserContact } from "@/lib/access/session";

/** The chooser of a browser with several people on it: whose requests to open (A17). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, browserToken, proof, from, form }) => {
    const tokens = { browser: browserToken, proof };
    const actor = await browserContact(firm.id, tokens, form.get("contact_id") ?? "", from);
    if (!actor) return seeOther("/");
    const { sessionToken, endsAt } = await enterDevice(actor);
    return seeOther(`/?as=${actor.contactId}`, sessionCookie(sessionToken, endsAt));
  });
}
