import { wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import { derivePalette, paletteCss, type Tokens } from "@/lib/firms/palette";

/** The palettes as drawn: one row per token, light then dark. */
const drawn: Record<string, Record<keyof Tokens, [string, string]>> = {
  "#2a5b8f": {
    ground: ["#f4f6f9", "#101316"],
    sheet: ["#ffffff", "#191d21"],
    well: ["#eceff4", "#22262b"],
    line: ["#dbdfe4", "#31363c"],
    edge: ["#80858c", "#747b83"],
    ink: ["#171c22", "#eceff2"],
    "ink-2": ["#484e55", "#b9bec4"],
    "ink-3": ["#626870", "#9ba1a7"],
    tint: ["#e3f0ff", "#15283c"],
    "tint-line": ["#b5d4f8", "#2f4a67"],
    brand: ["#2a5b8f", "#3e6fa5"],
    "on-brand": ["#ffffff", "#ffffff"],
    "brand-hover": ["#3b6ca2", "#336498"],
    "brand-text": ["#2a5b8f", "#82b5ef"],
    "brand-edge": ["#2a5b8f", "#3e6fa5"],
    head: ["#2a5b8f", "#0f243a"],
    "on-head": ["#ffffff", "#ffffff"],
  },
  "#17593f": {
    ground: ["#f3f7f5", "#101412"],
    sheet: ["#ffffff", "#191e1b"],
    well: ["#ebf1ee", "#212824"],
    line: ["#dae0dd", "#303734"],
    edge: ["#7f8782", "#737d78"],
    ink: ["#161e1a", "#ebf0ed"],
    "ink-2": ["#47504b", "#b8c0bc"],
    "ink-3": ["#616a65", "#9aa29e"],
    tint: ["#e1f4ea", "#0e2d20"],
    "tint-line": ["#aedec6", "#26523e"],
    brand: ["#17593f", "#3b795d"],
    "on-brand": ["#ffffff", "#ffffff"],
    "brand-hover": ["#2b6a4f", "#2e6d52"],
    "brand-text": ["#17593f", "#82c1a2"],
    "brand-edge": ["#17593f", "#3b795d"],
    head: ["#17593f", "#052a1c"],
    "on-head": ["#ffffff", "#ffffff"],
  },
  "#e8562a": {
    ground: ["#f9f5f4", "#161210"],
    sheet: ["#ffffff", "#201b19"],
    well: ["#f4eeec", "#2b2422"],
    line: ["#e4dddb", "#3b3331"],
    edge: ["#8c8280", "#827875"],
    ink: ["#221a17", "#f2edec"],
    "ink-2": ["#544b48", "#c4bcb9"],
    "ink-3": ["#6f6562", "#a79e9b"],
    tint: ["#fee9e3", "#391e16"],
    "tint-line": ["#f5c4b6", "#643c30"],
    brand: ["#e8562a", "#e8562a"],
    "on-brand": ["#000000", "#000000"],
    "brand-hover": ["#f8653a", "#f8653a"],
    "brand-text": ["#c13905", "#f89276"],
    "brand-edge": ["#e8562a", "#e8562a"],
    head: ["#e8562a", "#371911"],
    "on-head": ["#000000", "#ffffff"],
  },
};

const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function expectNear(found: string, wanted: string, what: string) {
  const far = channels(found).map((value, at) => Math.abs(value - (channels(wanted)[at] ?? NaN)));
  expect(Math.max(...far), `${what}: ${found} drawn as ${wanted}`).toBeLessThanOrEqual(1);
}

describe("the palette of a firm", () => {
  test.each(Object.entries(drawn))(
    "[F1] the palette derived from %s is the one that was drawn",
    (brand, rows) => {
      const palette = derivePalette(brand);
      for (const [name, [light, dark]] of Object.entries(rows) as [keyof Tokens, [string, string]][]) {
        expectNear(palette.light[name], light, `light ${name}`);
        expectNear(palette.dark[name], dark, `dark ${name}`);
      }
    },
  );

  test("[F1] any of 5,832 brand colours gives text and edges that can be seen", () => {
    const steps = Array.from({ length: 18 }, (_, step) => step * 15);
    const hex = (...rgb: number[]) => "#" + rgb.map((v) => v.toString(16).padStart(2, "0")).join("");
    const lowest: Record<string, [number, string]> = {};
    const note = (what: string, brand: string, text: string, ...grounds: string[]) => {
      for (const ground of grounds) {
        const ratio = wcagContrast(text, ground);
        if (ratio < (lowest[what]?.[0] ?? Infinity)) lowest[what] = [ratio, brand];
      }
    };
    for (const r of steps)
      for (const g of steps)
        for (const b of steps) {
          const brand = hex(r, g, b);
          const { light, dark } = derivePalette(brand);
          for (const at of [light, dark]) {
            note("text on brand", brand, at["on-brand"], at.brand);
            note("text on hover", brand, at["on-brand"], at["brand-hover"]);
            note("text on the header", brand, at["on-head"], at.head);
            note("ink", brand, at.ink, at.ground, at.sheet, at.well, at.tint);
            note("second ink", brand, at["ink-2"], at.ground, at.sheet, at.well, at.tint);
            note("third ink", brand, at["ink-3"], at.ground, at.sheet, at.well);
            note("edge of a control", brand, at.edge, at.ground, at.sheet);
            note("edge of a button", brand, at["brand-edge"], at.sheet);
          }
          note("link, light", brand, light["brand-text"], light.ground, light.sheet, light.well, light.tint);
          note("link, dark", brand, dark["brand-text"], dark.ground, dark.sheet, dark.well);
          note("link on tint, dark", brand, dark["brand-text"], dark.tint);
        }
    const bars = {
      "text on brand": 4.58,
      "text on hover": 4.5,
      "text on the header": 4.58,
      ink: 4.5,
      "second ink": 4.5,
      "third ink": 4.5,
      "edge of a control": 3,
      "edge of a button": 3,
      "link, light": 4.5,
      "link, dark": 6.5,
      "link on tint, dark": 4.5,
    };
    for (const [what, bar] of Object.entries(bars)) {
      const [ratio, brand] = lowest[what] ?? [0, "none"];
      expect(ratio, `${what}, at its lowest for ${brand}`).toBeGreaterThanOrEqual(bar);
    }
  });

  test("[F1] only six hex digits are a colour", () => {
    for (const wrong of ["", "17593f", "#17593", "#17593f;}", "red", "#17593g"])
      expect(() => derivePalette(wrong)).toThrow(RangeError);
    expect(derivePalette("#17593F").light.brand).toBe("#17593f");
  });

  test("[F1] the style text holds colours and nothing else, whatever was saved", () => {
    const palette = derivePalette("#17593f");
    expect(paletteCss(palette)).toContain("--brand:#17593f");
    expect(paletteCss(palette)).toMatch(/^[-:#{}();@a-z0-9 ]+$/);
    const hostile = { ...palette, dark: { ...palette.dark, ink: "red}</style><script>" } };
    expect(() => paletteCss(hostile)).toThrow(RangeError);
  });
});
