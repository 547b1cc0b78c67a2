import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whom the database server runs as. Empty where we are no root: then as ourselves. */
export type Account = { uid?: number; gid?: number };

const nobody = 65_534;

/** PostgreSQL refuses to run as root: there it runs as `postgres` where that user exists, else as nobody. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = passwdLine("postgres")?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : { uid: nobody, gid: nobody };
}

function passwdLine(user: string): string | undefined {
  try {
    return readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((line) => line.startsWith(`${user}:`));
  } catch {
    return undefined;
  }
}

/** True when the account can go into a folder; tried as that account, so that every parent's mode counts. */
export function canEnter(folder: string, account: Account): boolean {
  const { status } = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  return status === 0;
}
