import { one } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { giveSecondFactor, type Given } from "@/lib/factors/give-second-factor";
import { rpOfHost } from "@/lib/factors/rp";
import { atStaffDoor, stepAnswer } from "../../step-answer";

const page = "/admin/sign-in/second";

function givenIn(form: URLSearchParams): { given: Given; by: string } {
  if (form.has("passkey")) return { given: { passkey: one(form, "passkey") }, by: "passkey" };
  if (form.has("recovery")) return { given: { recovery: one(form, "recovery") }, by: "recovery" };
  return { given: { code: one(form, "code") }, by: "code" };
}

/** The second step of a staff member (F4): a code, a recovery code or a passkey. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async (post) => {
    const { given, by } = givenIn(post.form);
    const at = await atStaffDoor(request, post);
    const answer = at ? await giveSecondFactor(at, rpOfHost(post.host), given) : { kind: "over" as const };
    return stepAnswer(request, post, answer, `${page}?by=${by}`);
  });
}
