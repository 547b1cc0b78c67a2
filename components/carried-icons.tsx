/**
 * The glyphs that portal pages carry in their scripts, apart from the rest: each page brings them. One stroke of 24 by
 * 24 each.
 */
export const carriedGlyphs = {
  alert: "M12 8v5m0 3.2v.1M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0Z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clip: "m20 11-8.3 8.3a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4L14.6 7",
  device:
    "M16 10V6.5A1.5 1.5 0 0 0 14.5 5h-10A1.5 1.5 0 0 0 3 6.5v8A1.5 1.5 0 0 0 4.5 16H15M7 20h5m-2.5-4v4M16.5 10h3a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-3a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5Z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM9.2 12a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0Z",
  help: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0ZM9.6 9.3a2.5 2.5 0 1 1 3.6 2.5c-.8.4-1.2.9-1.2 1.7M12 16.6v.1",
  hourglass: "M7 4h10M7 20h10M8 4c0 4 3 5.5 4 8-1 2.5-4 4-4 8M16 4c0 4-3 5.5-4 8 1 2.5 4 4 4 8",
  lock: "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2ZM8 11V8a4 4 0 0 1 8 0v3",
  "log-in": "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M4 12h11m-4-4 4 4-4 4",
  mail: "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2ZM3.5 7l8.5 6 8.5-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  next: "m9 6 6 6-6 6",
  passkey:
    "M5.5 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0ZM3 20.5c0-3.8 2.8-6 6.5-6 .9 0 1.7.1 2.5.4M14.7 13.5a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0ZM17.5 16.3v5.2l2-1.5",
  people:
    "M5.5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0ZM3 20c0-3.6 2.7-6 6-6s6 2.4 6 6M16 5a3.5 3.5 0 0 1 0 6.6M17.5 14.4c2.1.8 3.5 2.8 3.5 5.6",
  phone:
    "M5 4h3.5l1.7 4.3-2.2 1.5a12 12 0 0 0 6.2 6.2l1.5-2.2L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5A15.8 15.8 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z",
  plus: "M12 5v14M5 12h14",
  requests: "M9 6h11M9 12h11M9 18h11M3.5 6l.8.8L6 5.2M3.5 12l.8.8L6 11.2M3.5 18l.8.8L6 17.2",
  send: "M12 15V4m-4.5 4.5L12 4l4.5 4.5M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4",
  "sign-out": "M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M10 12h10m-4-4 4 4-4 4",
};

export type CarriedIconName = keyof typeof carriedGlyphs;

/** A glyph for what runs in the portal's pages: hidden from screen readers, beside its word. */
export function CarriedIcon({ name, className }: { name: CarriedIconName; className?: string }) {
  return <Glyph path={carriedGlyphs[name]} className={className} />;
}

type GlyphProps = { path: string; className?: string | undefined; strokeWidth?: number | undefined };

/** The drawing itself, of a path. */
export function Glyph({ path, className, strokeWidth }: GlyphProps) {
  return (
    <svg className={className ? `i ${className}` : "i"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} strokeWidth={strokeWidth} />
    </svg>
  );
}
