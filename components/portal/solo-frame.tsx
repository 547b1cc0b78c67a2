"use client";

import type { ReactNode } from "react";
import {
  PortalFooter,
  PortalHeader,
  type PortalFirm,
  type PortalLink,
} from "@/components/portal/portal-parts";

type SoloFrameProps = { firm: PortalFirm; footLinks: PortalLink[]; children: ReactNode };

/** A page before the door: one card, one thing to press, no navigation. */
export function SoloFrame({ firm, footLinks, children }: SoloFrameProps) {
  return (
    <div className="portal solo">
      <PortalHeader firm={firm} />
      <main id="main">
        <div className="card">{children}</div>
      </main>
      <PortalFooter firm={firm} links={footLinks} />
    </div>
  );
}
