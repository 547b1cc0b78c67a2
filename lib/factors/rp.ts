import type { Firm, Host } from "@/lib/access/host";

/** The site as passkeys know it: the host the person is on, and nothing above it (SECURITY 12). */
export type Rp = { id: string; origin: string; name: string };

/** `origin` is that of the request, already found to be this firm's. */
export const rpOf = (firm: Pick<Firm, "name">, origin: string): Rp => ({
  id: new URL(origin).hostname,
  origin,
  name: firm.name,
});

/** The staff side of a host: a firm's, or the operator's own. */
export const rpOfHost = (host: Extract<Host, { kind: "firm" | "operator" }>): Rp =>
  rpOf(host.kind === "firm" ? host.firm : { name: "Lodge" }, host.origin);
