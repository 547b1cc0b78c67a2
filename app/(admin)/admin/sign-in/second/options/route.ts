import { optionsAnswer } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { secondPasskeyOptions } from "@/lib/factors/give-second-factor";
import { rpOfHost } from "@/lib/factors/rp";
import { atStaffDoor } from "../../step-answer";

/** What "Use a passkey" at the second step asks the browser for (F4). */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const at = await atStaffDoor(request, post);
    return optionsAnswer(at && (await secondPasskeyOptions(at, rpOfHost(post.host))));
  });
}
