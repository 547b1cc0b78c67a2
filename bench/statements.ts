import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { clusterFolder, keptIn } from "@/scripts/embedded/place";
import { running, superUser } from "@/scripts/embedded/server";

/** What the worker asks on its own, whoever presses: what is due, and the transactions in which it sends a mail. */
const worker = /lookup_firms_with|"messages"/;

/** What the database's log says while `act` runs, with these settings on; undefined where there is no such log. */
async function logged(
  dataDir: string,
  settings: Record<string, string>,
  act: () => Promise<unknown>,
): Promise<string[] | undefined> {
  const kept = keptIn(dataDir);
  const port = kept && running(clusterFolder(dataDir, kept))?.port;
  if (!kept || !port) return undefined;
  const sql = postgres(`postgres://${superUser}:${kept.superPassword}@127.0.0.1:${port}/postgres`, {
    max: 1,
  });
  const change = async (...changes: string[]) => {
    for (const one of changes) await sql.unsafe(`alter system ${one}`);
    await sql`select pg_reload_conf()`;
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
  const log = join(dataDir, "postgres.log");
  const all = { ...settings, log_line_prefix: "[%a] %v " };
  try {
    await change(...Object.entries(all).map(([name, value]) => `set ${name} = '${value}'`));
    const from = statSync(log).size;
    await act();
    return readFileSync(log)
      .subarray(from)
      .toString("utf8")
      .split(/\n(?=\[)/);
  } finally {
    await change(...Object.keys(all).map((name) => `reset ${name}`));
    await sql.end({ timeout: 5 });
  }
}

/** The statements that match, sent while `act` runs: how many, and how long each took in the database, in ms. */
export async function statementsOf(
  dataDir: string,
  pattern: RegExp,
  act: () => Promise<unknown>,
): Promise<{ count: number; ms: number[] }> {
  const lines = (await logged(dataDir, { log_min_duration_statement: "0" }, act)) ?? [];
  const ms = lines.flatMap((line) => {
    const [, took, statement] =
      /^\[lodge\] \S* LOG: {2}duration: ([\d.]+) ms {2}(?:statement|execute [^:]+): ([^]*)/.exec(line) ?? [];
    return took !== undefined && pattern.test(statement ?? "") ? [Number(took)] : [];
  });
  return { count: ms.length, ms };
}

/**
 * How many statements Lodge sends for one act, counted in PostgreSQL's own log while `act` does `times` of them.
 * Lodge sends one statement a round trip, but for a `begin`, which travels with the next and is not counted. The mails
 * that an act causes are sent after it, by the worker, and not counted either.
 */
export async function statementsPer(
  dataDir: string,
  times: number,
  act: () => Promise<unknown>,
): Promise<number> {
  const lines = await logged(dataDir, { log_statement: "all" }, act);
  if (!lines) return NaN;
  const ours = new Map<string, string[]>();
  for (const line of lines) {
    const [, transaction, said] =
      /^\[lodge\] (\S*) LOG: {2}(?:statement|execute [^:]+): ([^]*)/.exec(line) ?? [];
    if (transaction !== undefined && said !== undefined)
      ours.set(transaction, [...(ours.get(transaction) ?? []), said]);
  }
  const pressed = [...ours.values()].filter((said) => !said.some((one) => worker.test(one)));
  return pressed.flat().filter((said) => !said.startsWith("begin;")).length / times;
}
