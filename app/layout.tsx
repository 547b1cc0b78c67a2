import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { lodgeSans } from "./fonts/lodge-sans";
import "./globals.css";

// drawn for each request: a page made at build time has no nonce, and its scripts would be refused (SECURITY X5)
export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { default: "Lodge", template: "%s" },
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Both sides stand in this; the words of the portal and of the staff side are English for now. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB" className={lodgeSans.variable}>
      <body>{children}</body>
    </html>
  );
}
