import { one, publicPost } from "@/lib/access/public-post";
import { browserInWords } from "@/lib/access/visitor-rules";
import { deviceInWords } from "@/lib/devices/rules";
import { enrolPasskeyAtDoor } from "@/lib/factors/enrol-at-door";
import { rpOf } from "@/lib/factors/rp";
import { atDoor, doorAnswer } from "../../door-answer";

/** Keeps the passkey that the firm asks for, and lets in (L6, L8). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/enrol", async (post) => {
    const passkey = one(post.form, "passkey");
    const device = deviceInWords(browserInWords(post.agent));
    const rp = rpOf(post.firm, post.origin);
    return doorAnswer(
      await enrolPasskeyAtDoor(atDoor(request, post), rp, { passkey, device }),
      "/login/enrol?by=passkey",
    );
  });
}
