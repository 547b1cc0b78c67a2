import { notFound, redirect } from "next/navigation";
import { requestHost, type Firm } from "@/lib/access/host";

/** The firm of this host; any other host has no portal. */
export async function portalFirm(): Promise<Firm> {
  const host = await requestHost();
  if (host.kind === "moved") redirect(host.to);
  if (host.kind !== "firm") notFound();
  return host.firm;
}

export const privacyLink = { label: "Privacy", href: "/privacy" };

/** What stands in the foot of each page. */
export const footLinks = [{ label: "What is this?", href: "/help" }, privacyLink];

/** The firm as a page names it. */
export const portalFirmOf = (firm: Firm) => ({
  name: firm.name,
  address: firm.address || undefined,
  phone: firm.phone || undefined,
});
