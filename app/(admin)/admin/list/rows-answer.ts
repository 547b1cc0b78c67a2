import "server-only";
import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { staffOfToken, type StaffVisitor } from "@/lib/access/staff-session";

/** The door of the lists' rows, which a page asks for while one types: who is signed in, then that firm's lines. */
export async function staffLines(
  request: Request,
  lines: (staff: StaffVisitor, query: URLSearchParams) => Promise<object>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  if (!staff) return new Response(null, { status: 404 });
  return Response.json(await lines(staff, new URL(request.url).searchParams), {
    headers: { "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" },
  });
}
