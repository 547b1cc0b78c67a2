// Keeps the documents true: paths that they name exist, and behaviours and tests name each other.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFiles } from "./project-files.mjs";

const files = projectFiles();
const problems = [];
const isTest = (path) => /\.(test|spec)\.tsx?$/.test(path) && !path.startsWith("node_modules");

/** Something in backticks that means a file or folder of the project: it has a slash or a known ending, no blanks, no pattern. */
const isPath = (text) =>
  /^[\w@.()[\]-]+(\/[\w@.()[\]-]+)*\/?$/.test(text) &&
  (/\.(tsx?|mjs|css|md|json|sql|example)$/.test(text) ||
    (text.includes("/") && existsSync(text.split("/")[0])));

for (const path of files.filter((file) => /^(README|ARCHITECTURE|STYLE)\.md$|^docs\/.*\.md$/.test(file))) {
  const text = readFileSync(path, "utf8").replace(/^```[^]*?^```/gm, "");
  for (const [, named] of text.matchAll(/`([^`\n]+)`/g)) {
    if (isPath(named) && !existsSync(named) && !existsSync(join(dirname(path), named)))
      problems.push(`${path} names \`${named}\`, which does not exist.`);
  }
  for (const [, , link] of text.matchAll(/\[([^\]\n]*)\]\(([^)#\s]+)[^)]*\)/g)) {
    if (!/^[a-z]+:/.test(link) && !existsSync(join(dirname(path), link)))
      problems.push(`${path} links to ${link}, which does not exist.`);
  }
}

/** Titles of all tests, told from the text: every literal that begins with behaviour ids in brackets. */
const titles = new Map();
for (const path of files.filter(isTest)) {
  const text = readFileSync(path, "utf8");
  for (const [, , title] of text.matchAll(
    /(["'`])(\[[A-Z]+\d+[a-z]?(?:[\s,]+[A-Z]+\d+[a-z]?)*\](?:\\.|(?!\1)[^\\])*)\1/g,
  )) {
    titles.set(title, path);
  }
}

const table = "docs/behaviours.md";
if (!existsSync(table)) {
  problems.push(`${table} is missing: it lists id, behaviour and test.`);
} else {
  const rows = readFileSync(table, "utf8")
    .split("\n")
    .filter((line) => /^\|\s*\*{0,2}[A-Z]+\d+/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const known = new Set(rows.map(([, id]) => id.replace(/\*/g, "")));
  for (const [title, path] of titles) {
    for (const id of title.slice(1, title.indexOf("]")).split(/[\s,]+/)) {
      if (id && !known.has(id))
        problems.push(`${path}: the test "${title}" names ${id}, which ${table} does not list.`);
    }
  }
  for (const [, id, , ...cells] of rows) {
    for (const [, named] of cells.join("|").matchAll(/`([^`]+)`/g)) {
      const found =
        existsSync(named) ||
        [...titles.keys()].some((title) => title === named || title.replace(/^\[[^\]]*\]\s*/, "") === named);
      if (!found)
        problems.push(`${table}: ${id} names "${named}", which is neither a test's title nor a file.`);
    }
  }
}
console.log(problems.join("\n"));
process.exit(problems.length > 0 ? 1 : 0);
