import "server-only";
import { domainToASCII } from "node:url";
import { headers } from "next/headers";
import { cache } from "react";
import { demoFirm, firmBySlugOrDomain, type FirmRow } from "@/db/lookups";
import { effectiveMode, type SecurityMode } from "@/lib/firms/security-mode";
import type { Palette } from "@/lib/firms/palette";
import { env } from "@/lib/env";
import type { Origin } from "./actor";
import { remembered } from "./remembered";
import { warnOfHost } from "./unknown-hosts";

/** What pages and mails say about a firm. */
export type Firm = {
  id: string;
  slug: string;
  name: string;
  plan: FirmRow["plan"];
  timeZone: string;
  locale: string;
  address: string;
  phone: string;
  officeHours: string;
  palette: Palette;
  /** What clients may get in with, as the plan allows (L6, L10). Up to three seconds old: verbs ask the database. */
  securityMode: SecurityMode;
  /** The furthest day from today that a client may promise a thing for. */
  promiseDays: number;
  isDemo: boolean;
  /** Scheme, host and port of the firm's portal; every link in a mail begins with it. */
  origin: string;
};

/** Whose portal a host is: a firm's, the operator's own, or nobody's. */
export type Host =
  | { kind: "firm"; firm: Firm; origin: string }
  | { kind: "operator"; origin: string }
  | { kind: "moved"; to: string }
  | { kind: "unknown" };

/** Host header → ASCII host and port, without a trailing dot; undefined when it is no host at all. */
function normalHost(header: string): { hostname: string; port: string } | undefined {
  const match = /^([^\s/@?#:]+?)\.?(?::(\d{1,5}))?$/.exec(header.trim().toLowerCase());
  const hostname = domainToASCII(match?.[1] ?? "");
  return hostname ? { hostname, port: match?.[2] ?? "" } : undefined;
}

/** Where a firm's portal is: its slug under the operator's host; in demo mode the demo firm has the host itself. */
export function portalOrigin(firm: { slug: string; is_demo: boolean }): string {
  const base = env().lodgeUrl;
  if (firm.is_demo && env().mode === "demo") return base.origin;
  return `${base.protocol}//${firm.slug}.${base.host}`;
}

export const asFirm = (row: FirmRow): Firm => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  plan: row.plan,
  timeZone: row.time_zone,
  locale: row.locale,
  address: row.address,
  phone: row.phone,
  officeHours: row.office_hours,
  palette: row.palette,
  securityMode: effectiveMode(row.plan, row.security_mode),
  promiseDays: row.promise_days,
  isDemo: row.is_demo,
  origin: portalOrigin(row),
});

const found = (row: FirmRow | undefined): Firm | undefined => (row ? asFirm(row) : undefined);
/** A change of a firm's name, colours or domain is seen by every process within this time. */
const fresh = { ms: 3_000, most: 1_000 };
const firmOfSlug = remembered(async (slug) => found(await firmBySlugOrDomain(slug, "")), fresh);
const firmOfDomain = remembered(async (domain) => found(await firmBySlugOrDomain("", domain)), fresh);
const firmOfDemo = remembered(async () => found(await demoFirm()), fresh);

/** Looks a Host header up. The header is only ever compared, never put into a link (SECURITY X2, HT1). */
export async function hostOf(header: string): Promise<Host> {
  const base = env().lodgeUrl;
  const host = normalHost(header);
  const usual = base.protocol === "https:" ? "443" : "80";
  // the port is part of the address that mails are built from: only the operator's own counts
  if (!host || (host.port || usual) !== (base.port || usual)) return { kind: "unknown" };
  const origin = `${base.protocol}//${host.hostname}${base.port ? `:${base.port}` : ""}`;
  if (host.hostname === base.hostname) {
    const firm = env().mode === "demo" ? await firmOfDemo("") : undefined;
    return firm ? { kind: "firm", firm, origin } : { kind: "operator", origin };
  }
  const suffix = `.${base.hostname}`;
  const slug = host.hostname.endsWith(suffix) ? host.hostname.slice(0, -suffix.length) : "";
  const firm = await (slug ? firmOfSlug(slug) : firmOfDomain(host.hostname));
  if (!firm) return { kind: "unknown" };
  if (slug && firm.isDemo && env().mode === "demo") return { kind: "moved", to: base.origin };
  return { kind: "firm", firm, origin };
}

/** The one place that knows the host of the request being answered (DECISIONS 25). */
export const requestHost = cache(async (): Promise<Host> => {
  const header = (await headers()).get("host") ?? "";
  const host = await hostOf(header);
  if (host.kind === "unknown") warnOfHost(header, env().lodgeUrl);
  return host;
});

/** Where the request came from, for the audit log. The front server sets both headers and drops forged ones. */
export function originOf(from: Pick<Headers, "get">): Origin {
  return { ip: from.get("x-lodge-ip") ?? "", requestId: from.get("x-lodge-request") ?? "" };
}
