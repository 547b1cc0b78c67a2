import { cookieNames, readCookie } from "@/lib/access/cookies";
import { hostOf, originOf } from "@/lib/access/host";
import { contactHere, tokensOf, visitorOfTokens } from "@/lib/access/session";
import { staffOfToken } from "@/lib/access/staff-session";
import { isId } from "@/lib/ids";
import { openStream } from "@/lib/live/hub";
import type { Listener } from "@/lib/live/told";

export const dynamic = "force-dynamic";

const refused = (status: number): Response =>
  new Response(null, { status, headers: { "Cache-Control": "no-store" } });

/** The contact whose page this is (`as` is what its forms carry, A17), or the firm's staff. */
async function listenerOf(request: Request): Promise<(Listener & { owner: string }) | undefined> {
  const host = await hostOf(request.headers.get("host") ?? "");
  const from = originOf(request.headers);
  const as = new URL(request.url).searchParams.get("as");
  if (as === null) {
    const staff = await staffOfToken(readCookie(request.headers, cookieNames.staff), host, from);
    return staff && { firmId: staff.actor.firmId, contactId: undefined, owner: staff.actor.staffId };
  }
  const [firmId = "", contactId = ""] = as.split(".");
  if (host.kind !== "firm" || host.firm.id !== firmId || !isId(contactId)) return undefined;
  const contact = await contactHere(firmId, { ...tokensOf(request.headers), quiet: true }, contactId, from);
  return contact && { firmId, contactId, owner: contact.loginSessionId ?? contact.deviceId };
}

/**
 * Whether an open page would still be read as the contact it was drawn for: 409 when this browser shows another (A17), 401
 * when nobody is in, or not before its key is shown (A14).
 */
export async function HEAD(request: Request): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  const [firmId, contactId] = (new URL(request.url).searchParams.get("as") ?? "").split(".");
  if (host.kind !== "firm" || host.firm.id !== firmId) return refused(204);
  const tokens = { ...tokensOf(request.headers), quiet: true };
  const visitor = await visitorOfTokens(firmId, tokens, originOf(request.headers));
  if (!visitor) return refused(401);
  return refused(visitor.actor.contactId === contactId ? 204 : 409);
}

/** Tells an open page that something changed (W7): server-sent events with ids only; the page reads itself anew. */
export async function GET(request: Request): Promise<Response> {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return refused(403);
  const listener = await listenerOf(request);
  // 204 tells the browser not to come again
  if (!listener) return refused(204);
  const stream = openStream(listener, request.signal);
  if (!stream) return refused(503);
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-transform",
      "X-Content-Type-Options": "nosniff",
      "X-Accel-Buffering": "no",
    },
  });
}
