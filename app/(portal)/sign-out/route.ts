import { cookieNames, noCookie } from "@/lib/access/cookies";
import { signOutDevice } from "@/lib/access/enter-device";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { browserContact } from "@/lib/access/session";

/** "Sign out on this device" (A16): the contact that the page was drawn for, and no one else on this browser. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", async ({ firm, browserToken, from, form }) => {
    const [firmId, contactId = ""] = (form.get("as") ?? "").split(".");
    const actor =
      firmId === firm.id ? await browserContact(firm.id, browserToken, contactId, from) : undefined;
    if (actor) await signOutDevice(actor);
    const answer = seeOther("/?out=1", noCookie(cookieNames.session));
    // "cache" only: "cookies" would sign out the others on this browser (DECISIONS 8)
    answer.headers.set("Clear-Site-Data", '"cache"');
    return answer;
  });
}
