import type { CSSProperties, ReactElement } from "react";

/** The firm's palette: what derivePalette gives, or just these of it. Values are `#rrggbb`. */
type Colours = {
  ground: string;
  sheet: string;
  line: string;
  ink: string;
  "ink-2": string;
  "ink-3": string;
  brand: string;
  "on-brand": string;
  "brand-text": string;
  "brand-edge": string;
};
export type LetterColours = { light: Colours; dark: Colours };

/** `privacy` is the address of the firm's privacy page. */
export type LetterFirm = {
  name: string;
  address?: string | undefined;
  phone?: string | undefined;
  privacy?: string | undefined;
};

/** Who writes: `role` from the reader's side, "Your accountant"; `email` takes the replies. */
export type LetterSender = { name: string; role?: string | undefined; email?: string | undefined };

/** A letter ready to send: subject and preheader on one line each, the same words as markup and as plain text. */
export type Letter = { subject: string; preheader: string; html: ReactElement; text: string };

const systemFont = '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif';

/** Styles for light, written at each element because some mail apps drop the head. */
export function letterStyles({ light }: LetterColours) {
  const base = {
    fontFamily: systemFont,
    fontSize: "17px",
    lineHeight: 1.5,
    color: light.ink,
  } satisfies CSSProperties;
  const cell = { padding: "24px 32px" } satisfies CSSProperties;
  return {
    page: { ...base, margin: 0, padding: 0, background: light.ground },
    outer: { padding: "24px 16px" },
    wrap: { maxWidth: "600px", margin: "0 auto" },
    card: {
      width: "100%",
      tableLayout: "fixed",
      overflowWrap: "anywhere",
      wordBreak: "break-word",
      background: light.sheet,
      border: `1px solid ${light.line}`,
      borderRadius: "12px",
      borderCollapse: "separate",
      borderSpacing: 0,
    },
    cell,
    headCell: { padding: "24px 32px 0" },
    plate: {
      width: "44px",
      height: "44px",
      background: light.brand,
      color: light["on-brand"],
      borderRadius: "8px",
      fontSize: "18px",
      fontWeight: 700,
      textAlign: "center",
      verticalAlign: "middle",
    },
    firmName: { ...base, paddingLeft: "14px", fontSize: "18px", fontWeight: 700 },
    h1: { margin: "0 0 12px", fontSize: "24px", lineHeight: 1.25, fontWeight: 700, letterSpacing: "-.01em" },
    text: { ...base, margin: "0 0 14px" },
    small: { margin: 0, fontSize: "15px", lineHeight: 1.45, color: light["ink-2"] },
    number: {
      width: "28px",
      padding: "11px 0",
      borderTop: `1px solid ${light.line}`,
      verticalAlign: "top",
      fontWeight: 600,
      lineHeight: 1.4,
      color: light["brand-text"],
    },
    item: {
      padding: "11px 0",
      borderTop: `1px solid ${light.line}`,
      verticalAlign: "top",
      fontWeight: 600,
      lineHeight: 1.4,
    },
    hint: {
      display: "block",
      marginTop: "2px",
      fontSize: "15px",
      lineHeight: 1.45,
      fontWeight: 400,
      color: light["ink-2"],
    },
    quote: {
      margin: "8px 0 0",
      padding: "10px 14px",
      background: light.ground,
      border: `1px solid ${light.line}`,
      borderRadius: "8px",
      fontSize: "16px",
      lineHeight: 1.45,
      fontWeight: 400,
      color: light.ink,
    },
    buttonCell: {
      background: light.brand,
      border: `1px solid ${light["brand-edge"]}`,
      borderRadius: "8px",
      textAlign: "center",
    },
    buttonLink: {
      display: "block",
      padding: "14px 28px",
      fontSize: "18px",
      lineHeight: 1.25,
      fontWeight: 700,
      color: light["on-brand"],
      textDecoration: "none",
    },
    rule: { padding: "18px 32px", borderTop: `1px solid ${light.line}` },
    foot: { padding: "20px 32px 32px", fontSize: "14px", lineHeight: 1.5, color: light["ink-3"] },
    footText: { margin: "0 0 8px", fontSize: "14px", lineHeight: 1.5, color: light["ink-3"] },
    footLink: { color: light["ink-2"] },
    nowrap: { whiteSpace: "nowrap" },
    unseen: {
      display: "none",
      maxHeight: 0,
      overflow: "hidden",
      opacity: 0,
      fontSize: "1px",
      lineHeight: "1px",
    },
  } satisfies Record<string, CSSProperties>;
}

export type LetterStyles = ReturnType<typeof letterStyles>;

/** The letter's `<style>`: narrow screens and dark. Throws RangeError for a value that is not a hex colour. */
export function letterCss({ light, dark }: LetterColours): string {
  for (const value of [...Object.values(light), ...Object.values(dark)])
    if (!/^#[0-9a-f]{6}$/.test(value)) throw new RangeError("A letter's colours are # and six hex digits.");
  const darkRules = [
    `.l-page{background:${dark.ground}!important;color:${dark.ink}!important}`,
    `.l-card{background:${dark.sheet}!important;border-color:${dark.line}!important}`,
    `.l-ink,.l-ink b{color:${dark.ink}!important}`,
    `.l-soft{color:${dark["ink-2"]}!important}`,
    `.l-quote{background:${dark.ground}!important;color:${dark.ink}!important;border-color:${dark.line}!important}`,
    `.l-line{border-color:${dark.line}!important}`,
    `.l-num{color:${dark["brand-text"]}!important;border-color:${dark.line}!important}`,
    `.l-btn{background:${dark.brand}!important;border-color:${dark["brand-edge"]}!important}`,
    `.l-btn a{color:${dark["on-brand"]}!important}`,
    `.l-foot,.l-foot p{color:${dark["ink-3"]}!important}`,
    `.l-foot a{color:${dark["ink-2"]}!important}`,
  ].join("");
  return [
    "table{border-collapse:collapse;border-spacing:0}",
    `a{color:${light["brand-text"]}}`,
    "@media(max-width:480px){.l-outer{padding:12px 8px!important}.l-p{padding-left:20px!important;padding-right:20px!important}h1{font-size:22px!important}}",
    `@media(prefers-color-scheme:dark){a{color:${dark["brand-text"]}}${darkRules}}`,
  ].join("");
}

/** What a reader should see in the address bar: "portal.hillandco.example". Throws TypeError for what is no address. */
export function hostOf(link: string): string {
  return new URL(link).host;
}

/** Paragraphs of a plain-text part, an empty line between; what is not there is left out. */
export function plainText(paragraphs: (string | undefined)[]): string {
  return paragraphs.filter((paragraph) => paragraph).join("\n\n") + "\n";
}

/** A count and its noun: "1 thing", "4 things". */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
