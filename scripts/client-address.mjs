import { isIP } from "node:net";

/**
 * An address as proxies write it, without brackets and port, and an IPv4 one inside an IPv6 one as itself; "" when it is none.
 * @param {string} written
 */
export function plainAddress(written) {
  const [, inBrackets, beforePort] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(written) ?? [];
  const address = (inBrackets ?? beforePort ?? written).replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(address) ? address : "";
}

/**
 * The client's address: the socket's, or what the outermost trusted proxy saw (ASVS 15.3.4). `hops` is how many proxies of the
 * operator's own stand before this process; each adds one X-Forwarded-For entry.
 * @param {{ socket: { remoteAddress?: string }, headers: Record<string, unknown> }} request
 * @param {number} hops
 */
export function clientAddress(request, hops) {
  const socket = plainAddress(request.socket.remoteAddress ?? "");
  if (!(hops > 0)) return socket;
  const chain = String(request.headers["x-forwarded-for"] ?? "").split(",");
  return plainAddress((chain.at(-hops) ?? "").trim()) || socket;
}
