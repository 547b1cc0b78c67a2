import type { Firm } from "@/lib/access/host";

/** What every letter says of its firm, and in which colours. */
export const letterheadOf = (firm: Firm) => ({
  colours: firm.palette,
  firm: {
    name: firm.name,
    address: firm.address || undefined,
    phone: firm.phone || undefined,
    privacy: `${firm.origin}/privacy`,
  },
});
