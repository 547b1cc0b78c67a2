import type { ReactNode } from "react";
import { SoloFrame } from "@/components/portal/solo-frame";
import type { Firm } from "@/lib/access/host";
import { footLinks, portalFirmOf, privacyLink } from "./portal-firm";

/** The one page of a guest: the firm's letterhead and nothing that leads to anything of anybody (A18). */
export function GuestFrame({ firm, children }: { firm: Firm; children: ReactNode }) {
  return (
    <SoloFrame firm={portalFirmOf(firm)} footLinks={[privacyLink]} home="/guest" wide>
      {children}
    </SoloFrame>
  );
}

/** A page before the door. */
export function DoorPage({ firm, wide, children }: { firm: Firm; wide?: boolean; children: ReactNode }) {
  return (
    <SoloFrame firm={portalFirmOf(firm)} footLinks={footLinks} wide={wide}>
      {children}
    </SoloFrame>
  );
}
