import { verify } from "./checks.mjs";

const results = await verify();
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
