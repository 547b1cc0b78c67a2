import { publicPost, seeOther } from "@/lib/access/public-post";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { revokeByMail } from "@/lib/devices/revoke-by-mail";

type Context = { params: Promise<{ token: string }> };

/** "Sign this device out", from the mail about a new device (A15). Its page says what came of it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/devices/revoke/${encodeURIComponent(token)}`;
  return publicPost(request, page, async ({ firm, from }) => {
    if (!(await takeTurn("claimsOfAddress", firm.id, addressKey(from.ip))))
      return seeOther(`${page}?problem=limit`);
    await revokeByMail(firm.id, token, from);
    return seeOther(page);
  });
}
