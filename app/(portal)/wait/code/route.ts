import { inside } from "@/lib/access/claim-link";
import { askedKey } from "@/lib/access/device-key";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { enterByCode, screenOf } from "@/lib/access/waiting";

/** The mail's code, typed on the screen that asked (A7). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/wait", async (post) => {
    const { firm, from, form } = post;
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther("/wait?problem=limit");
    const { shown } = askedKey(post);
    const typed = await enterByCode(firm, form.get("code") ?? "", { ...screenOf(request), ...shown });
    if (typed.kind === "in") return inside(typed, shown.publicKey && shown.proof);
    return seeOther(`/wait?problem=${typed.kind === "refused" ? "used" : typed.kind}`);
  });
}
