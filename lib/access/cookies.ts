/** The cookies (DECISIONS 8). `__Host-` ties each to one host, https and the whole path (RFC 6265bis). */
export const cookieNames = {
  browser: "__Host-dv",
  session: "__Host-sid",
  login: "__Host-lid",
  challenge: "__Host-lch",
  wait: "__Host-wait",
  proof: "__Host-proof",
  staff: "__Host-staff",
  staffStep: "__Host-sch",
  staffKnown: "__Host-staff-known",
  view: "__Host-view",
  guest: "__Host-guest",
  typed: "__Host-typed",
} as const;

const always = "Path=/; Secure; HttpOnly; SameSite=Lax";
const day = 86_400;

/** Set-Cookie for the browser's own name, 400 days (the longest a browser keeps). */
export const browserCookie = (token: string): string =>
  `${cookieNames.browser}=${token}; ${always}; Max-Age=${400 * day}`;

/** Set-Cookie for a client's session, until its device ends. */
export const sessionCookie = (token: string, endsAt: Date): string =>
  `${cookieNames.session}=${token}; ${always}; Expires=${endsAt.toUTCString()}`;

/** Set-Cookie for a login's session, 24 hours at most; the server ends it after an idle hour (DECISIONS 15a). */
export const loginCookie = (token: string): string =>
  `${cookieNames.login}=${token}; ${always}; Max-Age=${day}`;

/** Set-Cookie for what stands between the first factor and the session, ten minutes. */
export const challengeCookie = (token: string): string =>
  `${cookieNames.challenge}=${token}; ${always}; Max-Age=600`;

/** Set-Cookie for the screen that asked for an access link, 60 minutes (DECISIONS 4). */
export const waitCookie = (token: string): string => `${cookieNames.wait}=${token}; ${always}; Max-Age=3600`;

/** Set-Cookie for a staff session, 12 hours (F4). */
export const staffCookie = (token: string): string =>
  `${cookieNames.staff}=${token}; ${always}; Max-Age=${day / 2}`;

/** Set-Cookie for what stands between a staff member's link and the session, ten minutes. */
export const staffStepCookie = (token: string): string =>
  `${cookieNames.staffStep}=${token}; ${always}; Max-Age=600`;

/** Set-Cookie for a browser that a staff member signed in with, 90 days; signing out leaves it (AU8). */
export const staffKnownCookie = (statement: string): string =>
  `${cookieNames.staffKnown}=${statement}; ${always}; Max-Age=${90 * day}`;

/** Set-Cookie for a view as a client, 30 minutes at the most (W9). */
export const viewCookie = (token: string): string => `${cookieNames.view}=${token}; ${always}; Max-Age=1800`;

/** Set-Cookie for what a device's key proved, ten minutes (A14). */
export const proofCookie = (proof: string): string => `${cookieNames.proof}=${proof}; ${always}; Max-Age=600`;

/** Set-Cookie for a guest's one task, until its link ends (A18). */
export const guestCookie = (token: string, endsAt: Date): string =>
  `${cookieNames.guest}=${token}; ${always}; Expires=${endsAt.toUTCString()}`;

/** Set-Cookie for an address that was refused, two minutes: its page comes again with what was typed. */
export const typedCookie = (typed: string): string =>
  `${cookieNames.typed}=${Buffer.from(typed.slice(0, 254)).toString("base64url")}; ${always}; Max-Age=120`;

/** Set-Cookie that takes a cookie away. */
export const noCookie = (name: string): string => `${name}=; ${always}; Max-Age=0`;

/** Reads one cookie of a request; undefined when it is absent or not one of our tokens. */
export const readCookie = (sent: Headers, name: string): string | undefined => asToken(rawCookie(sent, name));

/** The same as it was sent, for what carries its own seal. */
export function rawCookie(sent: Headers, name: string): string | undefined {
  for (const part of (sent.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** A token as newToken makes them, or undefined: nothing else is ever hashed or looked up. */
export const asToken = (value: string | undefined): string | undefined =>
  value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;

/**
 * The token of an address that came by mail: its first 43 characters. Mail programs glue a full stop, a bracket, a quote or a
 * blank to a link, and what is glued to it says nothing.
 */
export const mailedToken = (given: string): string | undefined => asToken(given.slice(0, 43));
