import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "@/lib/make-folder";
import { Trouble } from "../trouble";
import { canEnter, type Account } from "./account";

/** What DATA_DIR/postgres.json remembers of the embedded server. */
const shape = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  port: z.number().int(),
  superPassword: z.string().min(32),
  ownerPassword: z.string().min(32),
  /** True when the cluster lies under /var/lib/lodge. */
  elsewhere: z.boolean(),
});
export type Kept = z.output<typeof shape>;

/** Where things lie that root's own folders would hide from the server's user. */
export const reachableRoot = "/var/lib/lodge";

/** The folder of the cluster's data. */
export const clusterFolder = (dataDir: string, kept: Kept): string =>
  kept.elsewhere ? join(reachableRoot, kept.id) : join(dataDir, "postgres");

/** Writes what is remembered, whole or not at all, for its owner alone. */
export function keep(dataDir: string, kept: Kept): void {
  const path = join(dataDir, "postgres.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/** Reads DATA_DIR/postgres.json; undefined before the first start. Throws Trouble when it is damaged. */
export function keptIn(dataDir: string): Kept | undefined {
  const path = join(dataDir, "postgres.json");
  if (!existsSync(path)) return undefined;
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new Trouble(`${path} is damaged; restore it from a backup, for it holds the database's passwords.`);
  }
}

/**
 * What DATA_DIR remembers, or at the first start what it shall. A DATA_DIR that the server's user cannot
 * enter (a checkout under root's home) puts the cluster under /var/lib/lodge, and says so.
 */
export function keptOrNew(dataDir: string, account: Account, say: (line: string) => void): Kept {
  makeFolder(dataDir);
  const held = keptIn(dataDir);
  if (held) return held;
  const password = () => randomBytes(24).toString("base64url");
  const elsewhere = !canEnter(dataDir, account);
  const id = randomBytes(8).toString("hex");
  const kept: Kept = { id, port: 0, superPassword: password(), ownerPassword: password(), elsewhere };
  if (elsewhere)
    say(`The database lies in ${clusterFolder(dataDir, kept)}: its user cannot go into ${dataDir}.`);
  return kept;
}

/** A free port on loopback: the preferred one when it is free, else any. */
export async function freePort(preferred: number): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((done, fail) => {
      const server = createServer();
      server.once("error", fail);
      server.listen({ host: "127.0.0.1", port }, () => {
        const bound = server.address();
        server.close(() => {
          done(typeof bound === "object" && bound ? bound.port : port);
        });
      });
    });
  return preferred > 0 ? listen(preferred).catch(() => listen(0)) : listen(0);
}
