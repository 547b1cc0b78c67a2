import "server-only";
import type { StaffActor } from "./actor";
import { cookieNames, readCookie } from "./cookies";
import { hostOf, originOf } from "./host";
import { isSameOrigin } from "./origin";
import { mayUse, type Power } from "./permissions";
import { Refused } from "@/lib/refused";
import { refusedPost } from "./public-post";
import { staffOfToken } from "./staff-session";

/** Throws Refused when the member who began the form may no longer do so. */
export type Still = () => Promise<void>;

/**
 * The lock of the staff side's forms with files, whose body is read as a stream by who is let in: a known host, the
 * page's own origin, a signed-in member whose role allows it (ASVS 3.5.1, T3). A body may take hours: `still` asks again,
 * before each write.
 */
export async function staffFilesPost(
  request: Request,
  power: Power,
  act: (staff: StaffActor, still: Still) => Promise<Response>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind === "unknown" || host.kind === "moved") return refusedPost(421);
  if (!isSameOrigin(request.headers, host.origin)) return refusedPost(403);
  const token = readCookie(request.headers, cookieNames.staff);
  const from = originOf(request.headers);
  const allowed = async (): Promise<StaffActor | undefined> => {
    const staff = await staffOfToken(token, host, from);
    return staff && mayUse(staff.actor.role, power) ? staff.actor : undefined;
  };
  const staff = await allowed();
  if (!staff) return refusedPost(403);
  return act(staff, async () => {
    if (!(await allowed()))
      throw new Refused("forbidden", "You are signed out. Sign in again, then send this once more.");
  });
}
