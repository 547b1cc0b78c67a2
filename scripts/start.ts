import type { Env } from "@/lib/env";
import { build, isBuildStale } from "./build";
import { greeting } from "./greeting";
import { tellStopping } from "./lock";
import { serve, type Served } from "./serve";
import { checkedEnv, insistOnFiles, insistOnPort, insistOnSpace, prepareApp, type Ready } from "./setup";
import { tell, Trouble } from "./trouble";

const command = process.argv.includes("--dev") ? "dev" : "start";
const say = (line: string) => {
  console.log(line);
};

async function demoOrRefuse(env: Env): Promise<void> {
  const { demoFirm } = await import("@/db/lookups");
  const { closeDatabase } = await import("@/db/client");
  const there = (await demoFirm()) !== undefined;
  if (there && env.mode === "production") {
    throw new Trouble(
      "This database holds the demo firm, which has no place in production; use a fresh database or DATA_DIR, or set LODGE_MODE=demo.",
    );
  }
  if (env.mode === "demo") {
    const { makeDemoFirms } = await import("@/lib/firms/make-demo-firm");
    await makeDemoFirms(say);
  }
  await closeDatabase();
}

/** Started parts, last first; a stop at any moment ends what there is, the database last. */
const started: { dataDir?: string; preparing?: Promise<Ready>; served?: Served; stopping?: Promise<void> } =
  {};

const isStopping = () => started.stopping !== undefined;

function stopAll(): Promise<void> {
  return (started.stopping ??= (async () => {
    if (started.dataDir) tellStopping(started.dataDir);
    await started.served?.stop();
    const ready = await started.preparing?.catch(() => undefined);
    await ready?.stop();
  })());
}

async function run(): Promise<void> {
  const env = checkedEnv();
  started.dataDir = env.dataDir;
  started.preparing = prepareApp(env, say, async (lock) => {
    await insistOnPort(env.port, lock.wasStale ? 8_000 : 0);
    insistOnSpace(env.dataDir, 200);
    await insistOnFiles(env);
    if (!env.ownDatabase) say("Starting the database …");
  });
  const { database } = await started.preparing;
  await demoOrRefuse(env);
  if (command === "start" && isBuildStale(env.secret)) {
    insistOnSpace(".", 500);
    say("Building (after each change of the code, about half a minute) …");
    await build(env.secret);
  }
  if (isStopping()) return;
  say("Starting the server …");
  started.served = await serve(env, command);
  say(greeting(env, database).join("\n"));
  await started.served.ended;
  if (!isStopping()) throw new Trouble("Lodge's server ended unexpectedly; run npm start again.");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!isStopping()) say("Stopping …");
    void stopAll().finally(() => process.exit(0));
  });
}

try {
  await run();
} catch (problem) {
  // a stop that came in between makes things fail; the signal's own end is on its way
  if (!isStopping()) {
    tell(problem);
    await stopAll();
    process.exit(1);
  }
}
