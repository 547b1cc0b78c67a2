import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The arguments with which Node runs a TypeScript file of ours: the alias by tsx, server modules allowed. */
export const nodeFor = (script, args = []) => [
  "--conditions=react-server",
  "--import",
  "tsx",
  "--import",
  "./scripts/lifeline.mjs",
  script,
  ...args,
];

/** Installs if needed, then runs the TypeScript script in a child that ends with us, and ends with its code. */
export async function handOver(script, args) {
  if (!(await installIfNeeded({ withDev: false }))) process.exit(1);
  const child = spawn(process.execPath, nodeFor(script, args), {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    // long enough for a graceful end, database included
    env: { ...process.env, LODGE_LIFELINE: String(process.pid), LODGE_LIFELINE_MS: "28000" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithNpm(child);
  child.once("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** npm that is killed hard tells nobody: we notice that we have another parent. */
function endWithNpm(child) {
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) child.kill("SIGTERM");
  }, 500).unref();
}
