import { cpus, loadavg } from "node:os";
import { closeBrowser } from "@/bench/browser";
import { table, type Row } from "@/bench/figures";
import { firstViews } from "@/bench/first-view";
import { home } from "@/bench/home";
import { links } from "@/bench/links";
import { staffLists } from "@/bench/lists";
import { live } from "@/bench/live";
import { logIns } from "@/bench/logins";
import { overload } from "@/bench/overload";
import { strike } from "@/bench/stage";
import { startTimes } from "@/bench/start-times";
import { two } from "@/bench/two";
import { uploads } from "@/bench/uploads";
import { weights } from "@/bench/weights";

/** The rows of BARS that exist, in the order of the table. */
const all: Record<string, () => Promise<Row[]>> = {
  P1: home,
  P2: links,
  P3: weights,
  P3b: firstViews,
  P4: uploads,
  P5: startTimes,
  P6: logIns,
  P7: staffLists,
  P10: live,
  P12: two,
  P13: overload,
};

async function measured(name: string, measure: () => Promise<Row[]>): Promise<Row[]> {
  console.log(`${name} …`);
  try {
    return await measure();
  } catch (problem) {
    console.error(problem);
    const what = "could not be measured; the lines above say why";
    return [{ row: name, what, ours: "–", floor: "–", ratio: "–", bar: "", met: undefined }];
  } finally {
    await closeBrowser();
  }
}

const asked = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = Object.entries(all).filter(
  ([name]) => asked.length === 0 || asked.includes(name.toLowerCase()),
);
if (chosen.length === 0) console.log(`There is no such row; there are ${Object.keys(all).join(", ")}.`);

const busy = loadavg()[0] ?? 0;
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, load ${busy.toFixed(1)}${busy > 1 ? " – the machine is busy, and the figures will be worse for it" : ""}.`,
);
const rows: Row[] = [];
for (const [name, measure] of chosen) rows.push(...(await measured(name, measure)));
await strike();
if (rows.length > 0) console.log(`\n${table(rows)}\n`);
// a figure is no test: a bar that is not met fails nothing
process.exit(0);
