import { randomUUID } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { browserCookie, cookieNames, asToken } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";

const dev = process.env["NODE_ENV"] !== "production";

/** Scripts and styles need this page's nonce; nothing is fetched from elsewhere (T4, SECURITY 5.13). */
const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");

/** The same on every page (ASVS 3.4). Under no-referrer a form's POST would carry `Origin: null` (DECISIONS 1). */
const fixed: [string, string][] = [
  ["Referrer-Policy", "same-origin"],
  ["X-Content-Type-Options", "nosniff"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ["Cache-Control", "private, no-store"],
];

/**
 * Sets the security headers of pages and names a new browser. It is never the lock: every page, action and
 * route checks for itself. Uploads, files and health lie outside its matcher (SECURITY X6).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const policy = policyOf(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of fixed) response.headers.set(name, value);
  // http is for this machine only; the operator's https host promises a year (ASVS 3.4.1)
  if (request.headers.get("x-forwarded-proto") === "https") {
    response.headers.set("Strict-Transport-Security", "max-age=31536000");
  }
  const browserIsNew = asToken(request.cookies.get(cookieNames.browser)?.value) === undefined;
  if (browserIsNew && request.method === "GET" && !request.nextUrl.pathname.startsWith("/admin")) {
    response.headers.append("Set-Cookie", browserCookie(newToken()));
  }
  return response;
}

export const config = {
  matcher: ["/((?!_next/|uploads|admin/files/|documents/|admin/palette|api/|live|mailbox/|favicon.ico|icon.svg).*)"],
};
