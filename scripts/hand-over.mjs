import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** The parent and the command line of a process, in the system's words; empty when it is gone. */
function lookAt(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
  const [, parent = "", command = ""] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
  return { parent, command };
}

/** Linux tells without a process of its own. */
const parentOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  } catch {
    return lookAt(pid).parent;
  }
};

/** npm that is killed hard tells nobody: we notice that we, or the shell between us, have another parent. */
function endWithNpm(child) {
  const parent = process.ppid;
  // npm runs `sh -c "node scripts/start.mjs"`; some shells step aside, and then npm is our parent itself
  const shell = lookAt(parent).command.includes("-c ") ? parent : undefined;
  const npm = shell && parentOf(shell);
  const end = () => child.kill("SIGTERM");
  // a signal to npm ends it and its shell at once: quickly seen, so that the next start finds us stopping
  setInterval(() => process.ppid !== parent && end(), 100).unref();
  setInterval(() => shell && parentOf(shell) !== npm && end(), 1000).unref();
}
