import "server-only";
import { log } from "@/lib/log";
import { newToken } from "@/lib/crypto";
import { BodyCut, bodyOf, gatheredBody, TooSlow } from "@/lib/request-body";
import type { Origin } from "./actor";
import { browserCookie, cookieNames, rawCookie, readCookie } from "./cookies";
import { hostOf, originOf, type Firm, type Host } from "./host";
import { isSameOrigin } from "./origin";

/** A 303 to a path of this same host, with cookies; never to an address from outside (SECURITY HT5). */
export function seeOther(path: string, ...cookies: string[]): Response {
  const headers = new Headers({
    Location: path,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
  });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** The answer to a host, method or origin that has no business here. */
export const refusedPost = (status: 403 | 404 | 421): Response =>
  new Response("This does not come from a page of the portal. Open the portal and try again.\n", {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });

export type PublicPost = {
  firm: Firm;
  /** Scheme, host and port that the page was on: the one passkeys are bound to. */
  origin: string;
  browserToken: string;
  /** What the browser's key proved lately (A14). */
  proof: string | undefined;
  agent: string;
  from: Origin;
  form: URLSearchParams;
};

/** One path inside the portal, or home: begins with one slash, holds nothing a browser reads as a host. */
export const insidePath = (given: string | null): string =>
  given && /^\/(?![/\\])[A-Za-z0-9/_?=&.-]*$/.test(given) ? given : "/";

/** Where a browser shows that it still holds its key, and goes on to a path of the portal from there (A14, DECISIONS 12). */
export const provePath = (to: string): string => `/devices/prove?to=${encodeURIComponent(to)}`;

/** The same after a press that was not carried out, because the proof had run out: it says so before it goes on. */
export const lostPressPath = (to: string): string => `${provePath(to)}&lost=1`;

const mostFormBytes = 64 * 1024;

/** The fields of a small plain form; undefined when it is too large, too slow, cut off or of another type. */
export async function smallForm(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return undefined;
  const bytes = await gatheredBody(bodyOf(request), mostFormBytes).catch((problem: unknown) => {
    if (problem instanceof TooSlow || problem instanceof BodyCut) return undefined;
    throw problem;
  });
  return bytes && new URLSearchParams(bytes.toString("utf8"));
}

/**
 * The lock of the portal's public POSTs (claim, send access link): a firm's host, the page's own origin, and a
 * browser with a name; one without is named and asked to press again at `page`. (ASVS 3.5.1, DECISIONS 8.)
 */
export async function publicPost(
  request: Request,
  page: string,
  act: (post: PublicPost) => Promise<Response>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind !== "firm") return refusedPost(421);
  if (!isSameOrigin(request.headers, host.origin)) {
    log.info("post.refused", { why: "origin", requestId: originOf(request.headers).requestId });
    return refusedPost(403);
  }
  const form = await smallForm(request);
  if (!form) return refusedPost(403);
  const browserToken = readCookie(request.headers, cookieNames.browser);
  if (!browserToken)
    return seeOther(`${page}${page.includes("?") ? "&" : "?"}problem=again`, browserCookie(newToken()));
  return act({
    firm: host.firm,
    origin: host.origin,
    browserToken,
    proof: rawCookie(request.headers, cookieNames.proof),
    agent: request.headers.get("user-agent") ?? "",
    from: originOf(request.headers),
    form,
  });
}

/** The host of a plain GET handler, when it is a firm's portal. */
export async function portalHost(request: Request): Promise<Extract<Host, { kind: "firm" }> | undefined> {
  const host = await hostOf(request.headers.get("host") ?? "");
  return host.kind === "firm" ? host : undefined;
}

/** One value; a field sent twice is none. */
export const one = (form: URLSearchParams, name: string): string => {
  const all = form.getAll(name);
  return all.length === 1 ? (all[0] ?? "") : "";
};

/** What the page's script hands to the browser; 409 when there is nothing to ask for here. */
export const optionsAnswer = (options: object | undefined): Response =>
  Response.json(options ?? null, {
    status: options ? 200 : 409,
    headers: { "Cache-Control": "no-store" },
  });
