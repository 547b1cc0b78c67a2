import { optionsAnswer, publicPost } from "@/lib/access/public-post";
import { secondPasskeyOptions } from "@/lib/factors/give-second-factor";
import { rpOf } from "@/lib/factors/rp";
import { atDoor } from "../../door-answer";

/** What "Use a passkey" at the second step asks the browser for (L8). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/second", async (post) =>
    optionsAnswer(await secondPasskeyOptions(atDoor(request, post), rpOf(post.firm, post.origin))),
  );
}
