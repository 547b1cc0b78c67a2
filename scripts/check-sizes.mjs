// The bars of the house on files: median ≤ 60 lines, nine of ten ≤ 200, none over 300.
import { readFileSync } from "node:fs";
import { projectFiles } from "./project-files.mjs";

const exempt = [/^db\/schema\//, /^db\/migrations\//, /\.test\.tsx?$/, /^test\//, /^e2e\//, /\.d\.ts$/];
const code = projectFiles().filter(
  (path) => /\.(ts|tsx|mjs|css)$/.test(path) && !exempt.some((rule) => rule.test(path)),
);
const sizes = code
  .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length - 1 }))
  .sort((a, b) => a.lines - b.lines);
const at = (share) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))]?.lines ?? 0;
const problems = sizes
  .filter(({ lines }) => lines > 300)
  .map(({ path, lines }) => `${path} has ${lines} lines; the bar is 300.`);
if (at(0.5) > 60) problems.push(`The median file has ${at(0.5)} lines; the bar is 60.`);
if (at(0.9) > 200) problems.push(`One file in ten has more than ${at(0.9)} lines; the bar is 200.`);

/** A barrel: a file that only re-exports. */
for (const { path } of sizes.filter(({ path: p }) => /\.tsx?$/.test(p))) {
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !/^\s*(\/\/|\/?\*)/.test(line));
  if (lines.length > 0 && lines.every((line) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /.test(line)))
    problems.push(`${path} is a barrel.`);
}
for (const path of projectFiles().filter((p) => /\.(ts|tsx|mjs)$/.test(p))) {
  readFileSync(path, "utf8")
    .split("\n")
    .forEach((line, index) => {
      if (/eslint-disable(?!.* -- \S)/.test(line) && !path.startsWith("scripts/check-"))
        problems.push(`${path}:${index + 1} silences a rule without a reason (-- why).`);
    });
}
console.log(
  `${sizes.length} files; median ${at(0.5)}, nine of ten within ${at(0.9)}, longest ${at(1)} lines.`,
);
console.log(problems.join("\n"));
process.exit(problems.length > 0 ? 1 : 0);
