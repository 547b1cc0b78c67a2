import {
  converter,
  formatHex,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeRgb,
  useMode,
  wcagContrast,
} from "culori/fn";

useMode(modeRgb);
useMode(modeLrgb);
useMode(modeOklab);
useMode(modeOklch);
const toOklch = converter("oklch");
const toRgb = converter("rgb");

const tokenNames = [
  "ground",
  "sheet",
  "well",
  "line",
  "edge",
  "ink",
  "ink-2",
  "ink-3",
  "tint",
  "tint-line",
  "brand",
  "on-brand",
  "brand-hover",
  "brand-text",
  "brand-edge",
  "head",
  "on-head",
] as const;

export type Tokens = Record<(typeof tokenNames)[number], string>;
export type Palette = { light: Tokens; dark: Tokens };

const colour = /^#[0-9a-f]{6}$/;
const white = "#ffffff";
const black = "#000000";
/** WCAG 2.2, 1.4.3 and 1.4.11: text, and the edges of controls. */
const textBar = 4.5;
const edgeBar = 3;
/** A filled button must stand out from the dark sheet a little more than the bar asks. */
const darkFillBar = 3.2;

/** The colour of that lightness (0 to 1), chroma and hue (degrees), with chroma lowered until sRGB can show it. */
function oklch(l: number, c: number, h: number): string {
  for (let tries = 0; ; tries += 1) {
    const rgb = toRgb({ mode: "oklch", l, c: c * 0.95 ** tries, h });
    // a hair outside is clipped: nobody sees it, and pale tints keep their hue
    const inside = [rgb.r, rgb.g, rgb.b].every((v) => v >= -0.01 && v <= 1.0004);
    if (inside || tries === 60) return formatHex(rgb);
  }
}

const clears = (text: string, bar: number, ...grounds: string[]) =>
  grounds.every((ground) => wcagContrast(text, ground) >= bar);

// pure black, never a soft one: only then does every colour reach 4.58 (the square root of 21)
const inkOn = (fill: string) => (wcagContrast(fill, black) > wcagContrast(fill, white) ? black : white);

type Lch = { l: number; c: number; h: number };

/** The first of these fills that keeps the button's text readable; the button itself where none does. */
function hoverOf(fill: string, text: string, lightnesses: number[], { c, h }: Lch): string {
  return lightnesses.map((l) => oklch(l, c, h)).find((next) => clears(text, textBar, next)) ?? fill;
}

/** Moves lightness by steps of .01 until the colour passes. */
function shift(from: Lch, first: string, step: number, passes: (hex: string, l: number) => boolean) {
  let { l } = from;
  let hex = first;
  while (!passes(hex, l)) {
    l += step;
    hex = oklch(l, from.c, from.h);
  }
  return { hex, l };
}

function lightTokens(brand: string, lch: Lch): Tokens {
  const { l, c, h } = lch;
  const paper = (lightness: number, chroma: number) => oklch(lightness, Math.min(chroma, c), h);
  const well = paper(0.952, 0.007);
  const tint = paper(0.95, 0.024);
  const onBrand = inkOn(brand);
  const text = shift(lch, brand, -0.01, (hex) => clears(hex, textBar, tint, well, white)).hex;
  const lighter = onBrand === black ? l + 0.045 : l < 0.5 ? l + 0.06 : l - 0.05;
  return {
    ground: paper(0.972, 0.0045),
    sheet: white,
    well,
    line: paper(0.902, 0.008),
    edge: paper(0.615, 0.012),
    ink: paper(0.225, 0.014),
    "ink-2": paper(0.42, 0.014),
    "ink-3": paper(0.515, 0.014),
    tint,
    "tint-line": paper(0.86, 0.06),
    brand,
    "on-brand": onBrand,
    "brand-hover": hoverOf(brand, onBrand, [lighter, l - 0.04], lch),
    "brand-text": text,
    "brand-edge": clears(brand, edgeBar, white) ? brand : text,
    head: brand,
    "on-head": onBrand,
  };
}

function darkTokens(given: string, lch: Lch): Tokens {
  const { c, h } = lch;
  const paper = (lightness: number, chroma: number) => oklch(lightness, Math.min(chroma, c), h);
  const sheet = paper(0.228, 0.009);
  const well = paper(0.268, 0.011);
  const tint = paper(0.27, 0.045);
  const { hex: brand, l } = shift(lch, given, 0.01, (hex) => clears(hex, darkFillBar, sheet));
  const onBrand = inkOn(brand);
  const from = { l: Math.max(l, 0.6), c: Math.min(c, 0.13), h };
  const text = shift(
    from,
    oklch(from.l, c, h),
    0.01,
    (hex, at) => at >= 0.76 && clears(hex, textBar, tint, well),
  );
  return {
    ground: paper(0.185, 0.007),
    sheet,
    well,
    line: paper(0.33, 0.012),
    edge: paper(0.58, 0.014),
    ink: paper(0.95, 0.006),
    "ink-2": paper(0.8, 0.01),
    "ink-3": paper(0.705, 0.012),
    tint,
    "tint-line": paper(0.4, 0.06),
    brand,
    "on-brand": onBrand,
    "brand-hover": hoverOf(brand, onBrand, [onBrand === black ? l + 0.045 : l - 0.04], lch),
    "brand-text": text.hex,
    "brand-edge": brand,
    head: paper(0.255, 0.05),
    "on-head": white,
  };
}

/**
 * One brand colour (`#rrggbb`) in, a palette that can be read out: text ≥ 4.5:1, edges ≥ 3:1 (WCAG 2.2, 1.4.3 and
 * 1.4.11), light and dark. Throws RangeError for anything but six hex digits.
 */
export function derivePalette(given: string): Palette {
  const brand = given.toLowerCase();
  if (!colour.test(brand)) throw new RangeError("A brand colour is # and six hex digits, like #17593f.");
  const { l, c, h } = toOklch(brand) ?? { l: 0, c: 0, h: 0 };
  const lch = { l, c, h: h ?? 0 };
  return { light: lightTokens(brand, lch), dark: darkTokens(brand, lch) };
}

function declarations(tokens: Tokens): string {
  return tokenNames
    .map((name) => {
      const value = tokens[name];
      if (!colour.test(value)) throw new RangeError(`The palette's ${name} is not # and six hex digits.`);
      return `--${name}:${value}`;
    })
    .join(";");
}

const written = new WeakMap<Palette, string>();

/**
 * The text of the page's `<style nonce>`. It holds hex colours only, so nothing that a firm saved can end the tag or
 * load anything: throws RangeError for any other value.
 */
export function paletteCss(palette: Palette): string {
  const kept = written.get(palette);
  if (kept) return kept;
  // doubled, so that it wins over the palette in the stylesheet whichever comes first
  const css = paletteRules(palette, ":root:root");
  written.set(palette, css);
  return css;
}

/** The same for a part of a page. */
const paletteRules = (palette: Palette, selector: string): string =>
  `${selector}{${declarations(palette.light)}}@media (prefers-color-scheme:dark){${selector}{${declarations(palette.dark)}}}`;
