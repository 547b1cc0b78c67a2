import { letIn } from "@/lib/access/let-in";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";

type Context = { params: Promise<{ token: string }> };

/** The number that the waiting screen shows, picked on the phone (A7, DECISIONS 15a). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/m/${encodeURIComponent(token)}/let-in`;
  return publicPost(request, page, async ({ firm, from, form }) => {
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther(`${page}?problem=limit`);
    return seeOther(`${page}?done=${await letIn(firm.id, token, form.get("number") ?? "", from)}`);
  });
}
