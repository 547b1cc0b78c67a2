import { cookieNames, readCookie, sessionCookie } from "@/lib/access/cookies";
import { enterDevice } from "@/lib/access/enter-device";
import { originOf } from "@/lib/access/host";
import { insidePath, portalHost, refusedPost, seeOther } from "@/lib/access/public-post";
import { liveDevicesOf } from "@/lib/access/session";

/**
 * A browser that holds a live device but no session for it goes straight in (A5); with several people on it the
 * chooser asks (A17); without any it is shown the door.
 */
export async function GET(request: Request): Promise<Response> {
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  const here = await liveDevicesOf(
    host.firm.id,
    readCookie(request.headers, cookieNames.browser),
    originOf(request.headers),
  );
  const [only, another] = here;
  const to = insidePath(new URL(request.url).searchParams.get("to"));
  if (!only) return seeOther(to === "/" ? "/login" : `/login?to=${encodeURIComponent(to)}`);
  if (another) return seeOther("/");
  const { sessionToken, endsAt } = await enterDevice(only.actor);
  return seeOther(to, sessionCookie(sessionToken, endsAt));
}
/** HEAD does nothing (A3). */
export const HEAD = (): Response => new Response(null, { status: 204 });
