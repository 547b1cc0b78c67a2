import "server-only";
import type { StaffActor } from "./actor";
import { cookieNames, readCookie } from "./cookies";
import { hostOf, originOf } from "./host";
import { isSameOrigin } from "./origin";
import { mayUse, type Power } from "./permissions";
import { refusedPost } from "./public-post";
import { staffOfToken } from "./staff-session";

/**
 * The lock of the staff side's forms with files, whose body is read as a stream by who is let in: a known host, the
 * page's own origin, a signed-in member whose role allows it (ASVS 3.5.1, T3).
 */
export async function staffFilesPost(
  request: Request,
  power: Power,
  act: (staff: StaffActor) => Promise<Response>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind === "unknown" || host.kind === "moved") return refusedPost(421);
  if (!isSameOrigin(request.headers, host.origin)) return refusedPost(403);
  const token = readCookie(request.headers, cookieNames.staff);
  const staff = await staffOfToken(token, host, originOf(request.headers));
  return staff && mayUse(staff.actor.role, power) ? act(staff.actor) : refusedPost(403);
}
