import { optionsAnswer } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { doorPasskeyOptions } from "@/lib/factors/enrol-at-door";
import { rpOfHost } from "@/lib/factors/rp";
import { atStaffDoor } from "../../step-answer";

/** What the browser needs to make the passkey that the firm asks its staff for (F4). */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const at = await atStaffDoor(request, post);
    return optionsAnswer(at && (await doorPasskeyOptions(at, rpOfHost(post.host))));
  });
}
