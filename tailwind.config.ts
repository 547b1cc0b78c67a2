import type { Config } from "tailwindcss";

const steps = ["1", "2", "3", "4", "5", "6", "7", "8", "10", "12", "16"];
const inks = ["ground", "sheet", "well", "line", "edge", "ink", "ink-2", "ink-3", "tint", "tint-line"];
const brand = ["brand", "on-brand", "brand-text", "brand-edge"];
const status = ["problem", "late", "good", "info"];

/** `{ name: "var(--prefix-name)" }`: utilities say the token, its value lives in components/styles/tokens.css. */
const tokens = (names: string[], prefix = "") =>
  Object.fromEntries(names.map((name) => [name, `var(--${prefix}${name})`]));

/** Only the tokens exist as utilities, so a size or a colour that is not in the scale cannot be typed by accident. */
const config = {
  content: [],
  theme: {
    screens: { lg: "62rem" },
    spacing: { 0: "0", ...tokens(steps, "s-") },
    colors: { inherit: "inherit", ...tokens([...inks, ...brand, ...status]) },
    fontSize: tokens(["12", "13", "14", "15", "17", "20", "27", "34"], "t-"),
    fontWeight: tokens(["regular", "medium", "bold"], "w-"),
    borderRadius: tokens(["1", "2", "3", "4", "full"], "r-"),
    boxShadow: tokens(["1", "2", "3"], "sh-"),
    maxWidth: { text: "42rem", form: "40rem", full: "100%" },
  },
} satisfies Config;

export default config;
