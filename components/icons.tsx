import { carriedGlyphs, Glyph } from "@/components/carried-icons";

const glyphs = {
  ...carriedGlyphs,
  back: "M19 12H5m6-6-6 6 6 6",
  calendar: "M6 5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM4 10h16M8 3v4m8-4v4",
  clock: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0ZM12 7v5l3.2 2",
  comment:
    "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v8.5a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 4v-4h-2A1.5 1.5 0 0 1 4 15V6.5A1.5 1.5 0 0 1 5.5 5Z",
  computer:
    "M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15a1.5 1.5 0 0 1-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5ZM8.5 20h7M12 16.5V20",
  close: "M6 6l12 12M18 6 6 18",
  dots: "M6 12h.01M12 12h.01M18 12h.01",
  down: "m6 9 6 6 6-6",
  download: "M12 4v11m-4.5-4.5L12 15l4.5-4.5M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4",
  file: "M6 3.5h8L19 8v12.5H6v-17ZM14 3.5V8h5",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  info: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0ZM12 11v5m0-8.2v.1",
  "mail-failed":
    "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2ZM9 9.5l6 5m0-5-6 5",
  mobile: "M9 2.5h6a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2ZM11 18.5h2",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  person: "M8.5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0ZM5 20c0-3.6 3-6 7-6s7 2.4 7 6",
  search: "M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0ZM16 16l4.5 4.5",
  settings:
    "M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0ZM12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.1 2.1m8.6 8.6 2.1 2.1m0-12.8-2.1 2.1m-8.6 8.6-2.1 2.1",
  work: "M5.5 7.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM9 7.5V6a1.5 1.5 0 0 1 1.5-1.5h3A1.5 1.5 0 0 1 15 6v1.5M3.5 12.5h17",
};

export type IconName = keyof typeof glyphs;

/** Dots are strokes without length: they are as large as they are wide. */
const widths: Partial<Record<IconName, number>> = { dots: 3, grip: 2.5, more: 2.5 };

/** A glyph beside its word, never instead of it: hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return <Glyph path={glyphs[name]} className={className} strokeWidth={widths[name]} />;
}
