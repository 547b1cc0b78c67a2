// The security headers of pages, set by the front before Next sees the request (docs/decisions/0007).
import { randomBytes } from "node:crypto";
import { routedPath } from "./routed-path.mjs";

const dev = process.env.NODE_ENV === "development";

/** What staff look at as a client would see it: inside their own page, without scripts, and no form of it is sent. */
const previews = /^\/preview\//;

/** Scripts and styles need this page's nonce; nothing is fetched from elsewhere (T4, SECURITY 5.13). */
const policyOf = (nonce, preview) =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}; ` +
  `style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; ` +
  `frame-src 'self'; form-action 'self'; frame-ancestors ${preview ? "'self'" : "'none'"}; base-uri 'none'; object-src 'none'` +
  (preview ? "; sandbox allow-same-origin" : "");

/** The same on every page (ASVS 3.4). Under no-referrer a form's POST would carry `Origin: null` (DECISIONS 1). */
const fixed = [
  ["Referrer-Policy", "same-origin"],
  ["X-Content-Type-Options", "nosniff"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ["Cache-Control", "private, no-store"],
];

/** What sets headers of its own, or is no page: Next's files, uploads and downloads, the API, live updates, the mailbox. */
const outside =
  /^\/(?:_next\/(?:static|image)\/|uploads(?:\/[^/]*)?$|admin\/files\/[^/]+$|admin\/requests\/[0-9a-f-]{36}\/mail$|documents\/[^/]+$|api\/(?:v1|auth)(?:\/|$)|api\/(?:health|ready)$|live$|mailbox\/|icon\.svg$)/;

/** True of a path that sets headers of its own. */
export const isOutside = (path) => outside.test(path);

/** The browser's name among the cookies, whole as lib/access/cookies.ts makes it. */
const browserNamed = /(?:^|;) *__Host-dv=[A-Za-z0-9_-]{43} *(?:;|$)/;

/**
 * Gives a page its headers and tells Next the nonce; a new browser gets its name. Never the lock: every page,
 * action and route checks for itself. What a client claims about nonce and policy is dropped, on every address. Returns the
 * policy that the answer has, or would have.
 */
export function dressPage(request, response, path = routedPath(request.url ?? "/")) {
  const { headers } = request;
  for (const name of ["x-nonce", "content-security-policy", "content-security-policy-report-only"])
    delete headers[name];
  const nonce = randomBytes(16).toString("base64");
  const policy = policyOf(nonce, previews.test(path));
  headers["x-nonce"] = nonce;
  headers["content-security-policy"] = policy;
  if (isOutside(path)) return policy;
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of fixed) response.setHeader(name, value);
  // http is for this machine only; the operator's https host promises a year (ASVS 3.4.1)
  if (headers["x-forwarded-proto"] === "https")
    response.setHeader("Strict-Transport-Security", "max-age=31536000");
  if (
    request.method === "GET" &&
    (!path.startsWith("/admin") || path.startsWith("/admin/sign-in/")) &&
    !previews.test(path) &&
    !browserNamed.test(headers.cookie ?? "")
  ) {
    const name = randomBytes(32).toString("base64url");
    response.setHeader(
      "Set-Cookie",
      `__Host-dv=${name}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000`,
    );
  }
  return policy;
}

/** Gives a page that came without a policy its headers: what else stands at an address that sets its own, a 404 perhaps. */
export function dressBare(response, given, policy) {
  const told = Object.entries(given.at(-1) ?? {}).find(
    ([name]) => name.toLowerCase() === "content-type",
  )?.[1];
  if (!/^text\/html\b/i.test(String(told ?? response.getHeader("Content-Type") ?? ""))) return;
  if (response.hasHeader("Content-Security-Policy")) return;
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of fixed) response.setHeader(name, value);
}
