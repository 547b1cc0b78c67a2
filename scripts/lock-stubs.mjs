// Run after every `npm install` that changes package-lock.json. npm leaves optional packages of other
// platforms out of the lock where the registry in use lacks them, and `npm ci` then refuses the lock
// everywhere. A stub (version, optional, os, cpu) makes it pass, and lets those platforms fetch theirs.
import { readFileSync, writeFileSync } from "node:fs";

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/** Where an optional dependency of the package at `path` is found, as Node looks for it; undefined when nowhere. */
function placeOf(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const place = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[place]) return place;
    if (!at) return undefined;
  }
}

/** A package's platform told from its name, such as `@next/swc-win32-arm64-msvc`. */
function platformOf(name) {
  const parts = name.split(/[-/]/).map((part) => (part === "windows" ? "win32" : part));
  if (parts.includes("wasm32")) return { cpu: ["wasm32"] };
  const os = systems.filter((system) => parts.includes(system));
  const cpu = processors.filter((processor) => parts.includes(processor));
  const libc = parts.some((p) => p === "musl" || p === "musleabihf") ? ["musl"] : undefined;
  return os.length && cpu.length ? { os, cpu, ...(os[0] === "linux" && libc ? { libc } : {}) } : undefined;
}

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const added = [];
// npm sometimes notes what it has just dropped as extraneous; nothing needs it
const dropped = Object.keys(lock.packages).filter((at) => lock.packages[at].extraneous);
for (const at of dropped) delete lock.packages[at];
for (const [at, { optionalDependencies = {}, dev, devOptional }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (!platform || placeOf(lock.packages, at, name)) continue;
    const exact = version.replace(/^[~^]/, "");
    lock.packages[`node_modules/${name}`] = {
      version: exact,
      ...(platform.cpu && { cpu: platform.cpu }),
      ...(dev && { dev: true }),
      ...(devOptional && { devOptional: true }),
      ...(platform.libc && { libc: platform.libc }),
      optional: true,
      ...(platform.os && { os: platform.os }),
    };
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
lock.packages = Object.fromEntries(sorted);
if (added.length + dropped.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added.length} stubs added, ${dropped.length} extraneous entries dropped.`);
