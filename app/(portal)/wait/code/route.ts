import { inside } from "@/lib/access/claim-link";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { enterByCode, screenOf } from "@/lib/access/waiting";

/** The mail's code, typed on the screen that asked (A7). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/wait", async ({ firm, from, form }) => {
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther("/wait?problem=limit");
    const typed = await enterByCode(firm, form.get("code") ?? "", screenOf(request));
    if (typed.kind === "in") return inside(typed);
    return seeOther(`/wait?problem=${typed.kind === "refused" ? "used" : typed.kind}`);
  });
}
