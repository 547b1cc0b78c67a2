import "server-only";
import { create } from "qrcode";

/** A QR code as one path: `size` squares a side, of which `path` draws the dark ones. */
export function qrPath(text: string): { size: number; path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const dark = Array.from(data).flatMap((on, at) =>
    on ? [`M${String(at % size)} ${String(Math.floor(at / size))}h1v1h-1z`] : [],
  );
  return { size, path: dark.join("") };
}
