// `npm run tour` plays the main path in a browser against a running `npm start`: see e2e/tour.
import { handOver } from "./hand-over.mjs";

await handOver("scripts/tour.ts", process.argv.slice(2));
