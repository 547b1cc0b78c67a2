// The first thing that runs on a machine: nothing here may need a package, or a Node newer than the one it refuses.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    "Lodge needs Node 20.19 or newer, and this is " +
      process.versions.node +
      "; install a newer one (24 is best) and start again.",
  );
  process.exit(1);
}

import("./hand-over.mjs").then(({ handOver }) => handOver("scripts/start.ts", process.argv.slice(2)));
