import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import type { ReactElement } from "react";
import type { Letter } from "@/emails/parts/letter-look";
import { oneLine, withoutUnseen } from "@/lib/one-line";

type ToMarkup = (element: ReactElement) => string;

const packages = join(/* turbopackIgnore: true */ process.cwd(), "node_modules");
const builtin = createRequire(join(packages, "react-dom", "package.json"));

/** One CommonJS file with the given modules in place of what its `require` would find. */
async function load(file: string, given: Record<string, unknown>): Promise<unknown> {
  const path = join(packages, file);
  const module = { exports: {} as unknown };
  const run = compileFunction(await readFile(path, "utf8"), ["exports", "module", "require"], {
    filename: path,
  });
  const find = (name: string): unknown => (name in given ? given[name] : builtin(name));
  run.call(module.exports, module.exports, module, find);
  return module.exports;
}

/**
 * React's static renderer with the full React beside it. Server code and the command line run under the
 * `react-server` condition, where `react-dom/server` is a stub that throws and `react` lacks what it needs; an
 * element, though, is the same under both.
 */
async function fullRenderer(): Promise<ToMarkup> {
  const react = await load("react/cjs/react.production.js", {});
  const reactDom = await load("react-dom/cjs/react-dom.production.js", { react });
  const server = await load("react-dom/cjs/react-dom-server-legacy.node.production.js", {
    react,
    "react-dom": reactDom,
  });
  return (server as { renderToStaticMarkup: ToMarkup }).renderToStaticMarkup;
}

let renderer: Promise<ToMarkup> | undefined;

/**
 * A letter as it goes out. The subject is one line, nothing turns the writing direction, and every value in the markup is
 * escaped.
 */
export async function renderLetter(letter: Letter): Promise<{ subject: string; html: string; text: string }> {
  renderer ??= fullRenderer();
  const toMarkup = await renderer;
  return {
    subject: oneLine(letter.subject),
    html: `<!doctype html>${withoutUnseen(toMarkup(letter.html))}`,
    text: withoutUnseen(letter.text),
  };
}
