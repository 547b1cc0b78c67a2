"use client";

import type { ReactNode } from "react";
import {
  PortalFooter,
  PortalHeader,
  type PortalFirm,
  type PortalLink,
} from "@/components/portal/portal-parts";

type SoloFrameProps = {
  firm: PortalFirm;
  footLinks: PortalLink[];
  /** Room for two columns. */
  wide?: boolean | undefined;
  /** Where the firm's name leads. */
  home?: string | undefined;
  children: ReactNode;
};

/** A page before the door: one card, one thing to press, no navigation. */
export function SoloFrame({ firm, footLinks, wide = false, home, children }: SoloFrameProps) {
  return (
    <div className="portal solo">
      <PortalHeader firm={firm} home={home} />
      <main id="main" className={wide ? "wide" : undefined}>
        <div className="card">{children}</div>
      </main>
      <PortalFooter firm={firm} links={footLinks} />
    </div>
  );
}
