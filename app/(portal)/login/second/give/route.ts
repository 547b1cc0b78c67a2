import { one, publicPost } from "@/lib/access/public-post";
import { giveSecondFactor, type Given } from "@/lib/factors/give-second-factor";
import { rpOf } from "@/lib/factors/rp";
import { atDoor, doorAnswer } from "../../door-answer";

const page = "/login/second";

function givenIn(form: URLSearchParams): { given: Given; by: string } {
  if (form.has("passkey")) return { given: { passkey: one(form, "passkey") }, by: "passkey" };
  if (form.has("recovery")) return { given: { recovery: one(form, "recovery") }, by: "recovery" };
  return { given: { code: one(form, "code") }, by: "code" };
}

/** The second step (L8): a code, a recovery code or a passkey. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, page, async (post) => {
    const { given, by } = givenIn(post.form);
    const answer = await giveSecondFactor(atDoor(request, post), rpOf(post.firm, post.origin), given);
    return doorAnswer(answer, `${page}?by=${by}`);
  });
}
