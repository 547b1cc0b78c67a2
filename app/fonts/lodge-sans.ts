import localFont from "next/font/local";

/** The one typeface of portal and admin: 17.5 kB, served from our own host and preloaded. */
export const lodgeSans = localFont({
  src: "./lodge-sans.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--lodge-sans",
  // tokens.css holds a fallback measured against this very file
  adjustFontFallback: false,
});
