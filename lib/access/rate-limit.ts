import "server-only";
import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { callFunction, type Tx } from "@/db/client";
import { deriveKey } from "@/lib/crypto";
import { env } from "@/lib/env";
import { ipv6Groups } from "./ipv6-groups";

export type Limit = { times: number; seconds: number };

/** The limits of issue 2, one row each: how often, in how long. */
export const limits = {
  linkMailsShort: { times: 3, seconds: 15 * 60 },
  linkMailsDay: { times: 10, seconds: 24 * 3600 },
  asksOfBrowser: { times: 10, seconds: 15 * 60 },
  asksOfAddress: { times: 60, seconds: 15 * 60 },
  claimsOfAddress: { times: 120, seconds: 15 * 60 },
  accessCodes: { times: 10, seconds: 3600 },
  accessCodesLong: { times: 100, seconds: 30 * 24 * 3600 },
  linkMailsOfDevice: { times: 3, seconds: 15 * 60 },
  staffMails: { times: 5, seconds: 15 * 60 },
  staffMailsAll: { times: 20, seconds: 15 * 60 },
  signInMailsDay: { times: 20, seconds: 24 * 3600 },
  signInMailsOfKnownBrowser: { times: 5, seconds: 25 * 60 },
  commentMails: { times: 6, seconds: 10 * 60 },
  actsOfKey: { times: 600, seconds: 60 },
  sendsOfRequest: { times: 3, seconds: 15 * 60 },
  actsOfContact: { times: 600, seconds: 60 },
  actsOfGuest: { times: 600, seconds: 60 },
  guestMailsShort: { times: 5, seconds: 15 * 60 },
  guestMailsDay: { times: 10, seconds: 24 * 3600 },
  passwordsOfEmail: { times: 10, seconds: 15 * 60 },
  passwordsOfEmailLong: { times: 100, seconds: 30 * 24 * 3600 },
  passwordsOfOwnBrowser: { times: 10, seconds: 15 * 60 },
  passwordsOfOwnBrowserLong: { times: 100, seconds: 30 * 24 * 3600 },
  passwordsOfAddress: { times: 60, seconds: 15 * 60 },
  resetsOfAddress: { times: 60, seconds: 15 * 60 },
  loginMailsShort: { times: 3, seconds: 15 * 60 },
  loginMailsDay: { times: 10, seconds: 24 * 3600 },
  loginMailsOfStaff: { times: 3, seconds: 15 * 60 },
  loginMailsOfDevice: { times: 3, seconds: 15 * 60 },
  codesOfAddress: { times: 300, seconds: 15 * 60 },
  codesOfLogin: { times: 10, seconds: 3600 },
  codesOfLoginLong: { times: 100, seconds: 30 * 24 * 3600 },
  codesOfKnownBrowsers: { times: 10, seconds: 3600 },
  codesOfKnownBrowsersLong: { times: 100, seconds: 30 * 24 * 3600 },
  codesFreedByMail: { times: 3, seconds: 30 * 24 * 3600 },
  proofsOfLogin: { times: 10, seconds: 3600 },
  proofsOfLoginLong: { times: 100, seconds: 30 * 24 * 3600 },
  refusalsNoted: { times: 1, seconds: 60 },
  passkeysOfBrowser: { times: 60, seconds: 15 * 60 },
  keysOfBrowser: { times: 240, seconds: 15 * 60 },
  keysOfAddress: { times: 2_400, seconds: 15 * 60 },
  passkeysOfAddress: { times: 300, seconds: 15 * 60 },
} satisfies Record<string, Limit>;

/** An IPv6 address counts by its /64, since one household owns all of it (SECURITY RL2); one that holds an IPv4 address by that. */
export function addressKey(ip: string): string {
  const groups = ipv6Groups(ip);
  if (!groups) return ip;
  const [high = "", low = ""] = groups.slice(6);
  if (groups.slice(0, 6).join() === "0,0,0,0,0,ffff")
    return [high, low].flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]).join(".");
  return groups.slice(0, 4).join(":");
}

const keyOf = (name: keyof typeof limits, of: string[]): string =>
  createHmac("sha256", deriveKey(env().secret, "limits"))
    .update(JSON.stringify([name, ...of]))
    .digest("base64url");

/**
 * Takes one turn of a limit; false when none is left. GCRA in one upsert, in Postgres, so that it holds over
 * several processes and restarts (T6). Keys are hashed: the table names nobody.
 */
export async function takeTurn(name: keyof typeof limits, ...of: string[]): Promise<boolean> {
  const { times, seconds } = limits[name];
  const rows = await callFunction(
    `insert into rate_limits as r (key, tat) values ($1, now() + make_interval(secs => $2::float8))
     on conflict (key) do update set tat = greatest(r.tat, now()) + make_interval(secs => $2::float8)
       where greatest(r.tat, now()) + make_interval(secs => $2::float8) - now() <= make_interval(secs => $3::float8)
     returning 1 as turn`,
    [keyOf(name, of), seconds / times, seconds],
  );
  return rows.length === 1;
}

/**
 * Takes one turn inside the transaction of the act that it limits: where the act fails or is taken back, so is the turn.
 * Others who ask for a turn of the same key wait until the act has ended.
 */
export async function takeTurnIn(tx: Tx, name: keyof typeof limits, ...of: string[]): Promise<boolean> {
  const { times, seconds } = limits[name];
  const rows = await tx.execute(sql`
    insert into rate_limits as r (key, tat) values (${keyOf(name, of)}, now() + make_interval(secs => ${seconds / times}::float8))
    on conflict (key) do update set tat = greatest(r.tat, now()) + make_interval(secs => ${seconds / times}::float8)
      where greatest(r.tat, now()) + make_interval(secs => ${seconds / times}::float8) - now() <= make_interval(secs => ${seconds}::float8)
    returning 1 as turn`);
  return rows.length === 1;
}

/** Gives every turn of a limit back: after a right password the wrong ones before it count no more (L12). */
export async function clearTurns(name: keyof typeof limits, ...of: string[]): Promise<void> {
  await callFunction("delete from rate_limits where key = $1", [keyOf(name, of)]);
}

/** Forgets limits that are full again: their rows say nothing any more. */
export async function sweepLimits(): Promise<void> {
  await callFunction("delete from rate_limits where tat < now()", []);
}
