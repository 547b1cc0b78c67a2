import { one } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { browserInWords } from "@/lib/access/visitor-rules";
import { deviceInWords } from "@/lib/devices/rules";
import { enrolPasskeyAtDoor } from "@/lib/factors/enrol-at-door";
import { rpOfHost } from "@/lib/factors/rp";
import { atStaffDoor, stepAnswer } from "../../step-answer";

/** Keeps the passkey that the firm asks its staff for, and lets in (F4). */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const at = await atStaffDoor(request, post);
    const device = deviceInWords(browserInWords(post.browser.agent));
    const given = { passkey: one(post.form, "passkey"), device };
    const answer = at ? await enrolPasskeyAtDoor(at, rpOfHost(post.host), given) : { kind: "over" as const };
    return stepAnswer(request, post, answer, "/admin/sign-in/enrol?by=passkey");
  });
}
