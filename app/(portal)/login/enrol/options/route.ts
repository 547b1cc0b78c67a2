import { optionsAnswer, publicPost } from "@/lib/access/public-post";
import { doorPasskeyOptions } from "@/lib/factors/enrol-at-door";
import { rpOf } from "@/lib/factors/rp";
import { atDoor } from "../../door-answer";

/** What the browser needs to make the passkey that the firm asks for (L6). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/enrol", async (post) =>
    optionsAnswer(await doorPasskeyOptions(atDoor(request, post), rpOf(post.firm, post.origin))),
  );
}
