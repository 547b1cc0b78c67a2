import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { clusterFolder, keptIn } from "@/scripts/embedded/place";
import { running, superUser } from "@/scripts/embedded/server";

/** What the worker asks on its own, whoever presses. */
const worker = /lookup_firms_with/;

/**
 * How many statements Lodge sends for one act, counted in PostgreSQL's own log while `act` does `times` of them.
 * Lodge sends one statement a round trip, but for a `begin`, which travels with the next and is not counted.
 */
export async function statementsPer(
  dataDir: string,
  times: number,
  act: () => Promise<unknown>,
): Promise<number> {
  const kept = keptIn(dataDir);
  const port = kept && running(clusterFolder(dataDir, kept))?.port;
  if (!kept || !port) return NaN;
  const sql = postgres(`postgres://${superUser}:${kept.superPassword}@127.0.0.1:${port}/postgres`, {
    max: 1,
  });
  const set = async (...settings: string[]) => {
    for (const setting of settings) await sql.unsafe(`alter system ${setting}`);
    await sql`select pg_reload_conf()`;
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
  const log = join(dataDir, "postgres.log");
  try {
    await set("set log_statement = 'all'", "set log_line_prefix = '[%a] '");
    const from = statSync(log).size;
    await act();
    const lines = readFileSync(log).subarray(from).toString("utf8").split("\n");
    const ours = lines.filter(
      (line) =>
        /^\[lodge\] LOG: {2}(?:statement|execute [^:]+): /.test(line) &&
        !worker.test(line) &&
        !/: begin;/.test(line),
    );
    return ours.length / times;
  } finally {
    await set("reset log_statement", "reset log_line_prefix");
    await sql.end({ timeout: 5 });
  }
}
