// `npm run bench` prints every row that is measured, `npm run bench -- P4` one: see bench/.
import { handOver } from "./hand-over.mjs";
import { installIfNeeded } from "./install.mjs";

if (!(await installIfNeeded({ withDev: true }))) process.exit(1);
await handOver("scripts/bench.ts", process.argv.slice(2));
