import { isIPv6 } from "node:net";

const hex = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);

/**
 * The eight groups of an IPv6 address without leading zeros, whatever was left out of it and also where its end is written as
 * an IPv4 address (RFC 4291 2.2); undefined when it is none.
 */
export function ipv6Groups(ip: string): string[] | undefined {
  const [address = ""] = ip.toLowerCase().split("%");
  if (!isIPv6(address)) return undefined;
  const written = address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a: string, b: string, c: string, d: string) => `${hex(a, b)}:${hex(c, d)}`,
  );
  const [before = [], after] = written.split("::").map((part) => part.split(":").filter(Boolean));
  const left = after ? Array<string>(8 - before.length - after.length).fill("0") : [];
  return [...before, ...left, ...(after ?? [])].map((group) => group.replace(/^0+(?=.)/, ""));
}
