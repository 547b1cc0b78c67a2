import { log } from "@/lib/log";

/** So many hosts are named in an hour; what else is asked for is counted. */
const mostNamed = 20;
const hourMs = 3_600_000;
const longest = 100;

type Seen = { until: number; named: Set<string>; others: number };

const slot = Symbol.for("lodge.unknown-hosts");
// Next bundles routes apart; all must share one memory
const shared = globalThis as unknown as Record<symbol, Seen | undefined>;

/** A Host header as it may stand in a log: letters, digits, dots, dashes and a port, or nothing of it. */
const cleaned = (header: string): string => {
  const host = header.trim().toLowerCase();
  return host.length <= longest && /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/.test(host)
    ? host
    : "(not a host's name)";
};

/**
 * Says once an hour that pages were asked for at a host that no firm has, and what to set: everything there is a 404,
 * which an operator whose proxy names another host would otherwise not understand.
 */
export function warnOfHost(header: string, lodgeUrl: URL, now = Date.now()): void {
  let seen = shared[slot];
  if (!seen || now > seen.until) {
    if (seen && seen.others > 0) log.warn("host.unknown", { others: seen.others });
    shared[slot] = seen = { until: now + hourMs, named: new Set(), others: 0 };
  }
  const host = cleaned(header);
  if (seen.named.has(host)) return;
  if (seen.named.size >= mostNamed) {
    seen.others += 1;
    return;
  }
  seen.named.add(host);
  log.warn("host.unknown", {
    host,
    hint:
      `Nobody's portal is at this host, so it is answered 404. LODGE_URL is ${lodgeUrl.origin}: set it to the address that ` +
      "people use, port included, and have the proxy pass the Host header on as it came.",
  });
}
