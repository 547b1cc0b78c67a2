import { handOver } from "./hand-over.mjs";

await handOver("scripts/lodge.ts", process.argv.slice(2));
