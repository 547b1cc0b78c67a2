import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env";
import { isId } from "@/lib/ids";

export type Tx = PostgresJsDatabase;

/** The database is away or busy: nothing was done and it is safe to try again. */
export class DatabaseAway extends Error {
  override readonly name = "DatabaseAway";
  /** Next hands it to the page in place of a number: the page says so in words (app/error.tsx). */
  readonly digest = "away";
}

/**
 * Notes at the request being answered that the database was away, so that a page that fails of it is answered 503
 * (scripts/front.mjs). Nothing without a request.
 */
function noteAway(): void {
  const shared = globalThis as unknown as Record<symbol, AsyncLocalStorage<{ away: boolean }> | undefined>;
  const met = shared[Symbol.for("lodge.request")]?.getStore();
  if (met) met.away = true;
}

/**
 * One client holds one connection and serves one transaction at a time. postgres.js may otherwise run the
 * rest of a transaction whose backend died inside another firm's (porsager/postgres#1155, #1215, #1216).
 */
type Slot = { sql: postgres.Sql; losses: number; onLoss: (() => void) | undefined; freeSince: number };

const waitMs = 5_000;
const idleMs = 60_000;
const idle: Slot[] = [];
const waiting: { give: (slot: Slot) => void; fail: (e: Error) => void }[] = [];
let open = 0;

function newSlot(): Slot {
  const url = env().databaseAppUrl;
  if (!url) throw new DatabaseAway("No database address is set.");
  const slot: Slot = {
    losses: 0,
    onLoss: undefined,
    freeSince: 0,
    sql: postgres(url, {
      max: 1,
      // closeIdle() does it: the driver would close a connection at the very moment that somebody takes it, or between
      // two statements of a transaction
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: 5,
      onnotice: () => undefined,
      connection: { application_name: "lodge", statement_timeout: 30_000, lock_timeout: 10_000 },
      onclose: () => {
        slot.losses++;
        slot.onLoss?.();
      },
    }),
  };
  // drizzle prepares the client's parsers here, once; transactions below share them
  drizzle(slot.sql);
  return slot;
}

async function acquire(): Promise<Slot> {
  const ready = idle.pop();
  if (ready) return ready;
  if (open < env().databasePool) {
    open++;
    try {
      return newSlot();
    } catch (problem) {
      open--;
      throw problem;
    }
  }
  return new Promise((resolve, reject) => {
    const entry = {
      give: (slot: Slot) => {
        clearTimeout(timer);
        resolve(slot);
      },
      fail: reject,
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(entry), 1);
      reject(new DatabaseAway("Every database connection is busy."));
    }, waitMs);
    waiting.push(entry);
  });
}

function release(slot: Slot, broken: boolean): void {
  if (broken) {
    void slot.sql.end({ timeout: 0 }).catch(() => undefined);
    const next = waiting.shift();
    if (!next) {
      open--;
      return;
    }
    try {
      next.give(newSlot());
    } catch (problem) {
      open--;
      next.fail(problem as Error);
    }
    return;
  }
  const next = waiting.shift();
  if (next) next.give(slot);
  else {
    slot.freeSince = Date.now();
    idle.push(slot);
    sweeping ??= setInterval(() => {
      closeIdle();
    }, idleMs / 4).unref();
  }
}

let sweeping: NodeJS.Timeout | undefined;

/** Closes connections that nobody took for a minute; they are out of reach before. The longest free stand first. */
export function closeIdle(now = Date.now()): void {
  const old = idle.findIndex(({ freeSince }) => freeSince > now - idleMs);
  for (const slot of idle.splice(0, old === -1 ? idle.length : old)) {
    open--;
    void slot.sql.end({ timeout: 5 }).catch(() => undefined);
  }
}

/** A statement failed for a reason we did not foresee. The driver's own error holds the parameters: people's data. */
class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  constructor(
    readonly code: string,
    readonly constraint: string | undefined,
  ) {
    super(`The database refused a statement (${code}${constraint ? `, ${constraint}` : ""}).`);
  }
}

const awayCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P03",
  "53300",
  "55P03",
  "40P01",
]);
const asOurs = (problem: unknown): unknown => {
  for (let at = problem; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && awayCodes.has(code))
      return new DatabaseAway(`The database did not answer (${code}).`);
    if (at.name === "PostgresError") {
      const { constraint_name: constraint } = at as { constraint_name?: string };
      return new DatabaseFault(typeof code === "string" ? code : "no code", constraint);
    }
  }
  return problem;
};

/** Runs `work` on a connection of its own; after a lost connection nothing more of it runs. */
async function onSlot<T>(work: (slot: Slot, insistAlive: () => void) => Promise<T>): Promise<T> {
  try {
    return await onTakenSlot(await acquire(), work);
  } catch (problem) {
    if (problem instanceof DatabaseAway) noteAway();
    throw problem;
  }
}

async function onTakenSlot<T>(
  slot: Slot,
  work: (slot: Slot, insistAlive: () => void) => Promise<T>,
): Promise<T> {
  const before = slot.losses;
  let broken = false;
  const insistAlive = () => {
    if (slot.losses !== before || broken) throw new DatabaseAway("The database connection was lost.");
  };
  const lost = new Promise<never>((_, reject) => {
    slot.onLoss = () => {
      broken = true;
      reject(new DatabaseAway("The database connection was lost."));
    };
  });
  lost.catch(() => undefined);
  try {
    return await Promise.race([work(slot, insistAlive), lost]);
  } catch (problem) {
    const told = asOurs(problem);
    // the slot may hold a transaction whose end is not known
    if (told instanceof DatabaseAway) broken = true;
    throw told;
  } finally {
    slot.onLoss = undefined;
    release(slot, broken);
  }
}

/**
 * The only door to tables: one transaction that sees one firm's rows (row-level security), on a connection
 * that nobody else uses meanwhile. Rolls back when `work` throws. Throws DatabaseAway when the connection
 * dies or none is free within five seconds.
 */
export async function withFirm<T>(firm: { firmId: string }, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!isId(firm.firmId)) throw new Error("A transaction belongs to one firm.");
  const outer = joined.getStore();
  if (outer?.firmId === firm.firmId) return work(outer.tx);
  return onSlot(async ({ sql }, insistAlive) => {
    // named statements are parsed once a connection, which saves each query a round trip
    const unsafe = (query: string, values?: Parameters<postgres.Sql["unsafe"]>[1]) => {
      insistAlive();
      return sql.unsafe(query, values, { prepare: values !== undefined });
    };
    // not awaited: it travels with the first query, in order. postgres.js' own begin() would write its rollback
    // to a connection that has died, and bring the process down
    const begun = unsafe(`begin; set local app.firm_id = '${firm.firmId}'`).execute();
    begun.catch(() => undefined);
    try {
      const done = await work(drizzle({ options: sql.options, unsafe } as unknown as postgres.Sql));
      await begun;
      const { command } = await unsafe("commit");
      // Postgres answers a commit after a failed statement with a rollback, and says so only here
      if (command !== "COMMIT") throw new Error("A statement of the transaction had failed.");
      return done;
    } catch (problem) {
      await unsafe("rollback");
      throw problem;
    }
  });
}

const joined = new AsyncLocalStorage<{ firmId: string; tx: Tx }>();

/**
 * Several verbs as one act: every withFirm of the same firm inside `work` joins this transaction, and what any of
 * them throws takes all of it back.
 */
export async function inOneTransaction<T>(
  firm: { firmId: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withFirm(firm, (tx) => joined.run({ firmId: firm.firmId, tx }, () => work(tx)));
}

/** One call of one of Lodge's own SQL functions, outside any firm: only db/lookups.ts, claim-link.ts and rate-limit.ts call it. */
export async function callFunction(
  query: string,
  values: (string | number | null)[],
): Promise<Record<string, unknown>[]> {
  return onSlot(async (slot, insistAlive) => {
    insistAlive();
    return [...(await slot.sql.unsafe<Record<string, unknown>[]>(query, values, { prepare: true }))];
  });
}

/** True when the database answers. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await callFunction("select 1", []);
    return true;
  } catch {
    return false;
  }
}

/** Closes every connection; for the end of the process and of a test file. */
export async function closeDatabase(): Promise<void> {
  const all = idle.splice(0);
  open -= all.length;
  await Promise.all(all.map(({ sql }) => sql.end({ timeout: 5 })));
}
