import { sessionCookie } from "@/lib/access/cookies";
import { mustProve } from "@/lib/access/device-key";
import { enterDevice } from "@/lib/access/enter-device";
import { originOf } from "@/lib/access/host";
import { insidePath, portalHost, provePath, refusedPost, seeOther } from "@/lib/access/public-post";
import { liveDevicesOf, tokensOf } from "@/lib/access/session";

/**
 * A browser that holds a live device goes straight in (A5); with several people on it the chooser asks (A17); without any it
 * is shown the door. A bound one shows its key first (A14), unless that was tried. Where no key binds the device, the browser's
 * name and a session are needed together: the name alone is shown the door, which mails a link.
 */
export async function GET(request: Request): Promise<Response> {
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  const asked = new URL(request.url).searchParams;
  const to = insidePath(asked.get("to"));
  const tokens = tokensOf(request.headers);
  // first: who else is in on this browser must not be entered in the place of whoever was here
  if (!asked.has("key") && (await mustProve(host.firm.id, tokens))) return seeOther(provePath(to));
  const [only, another] = await liveDevicesOf(host.firm.id, tokens, originOf(request.headers));
  if (!only) return seeOther(to === "/" ? "/login" : `/login?to=${encodeURIComponent(to)}`);
  if (another) return seeOther("/");
  const { sessionToken, endsAt } = await enterDevice(only.actor, tokens.session);
  return seeOther(to, sessionCookie(sessionToken, endsAt));
}
/** HEAD does nothing (A3). */
export const HEAD = (): Response => new Response(null, { status: 204 });
