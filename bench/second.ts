import { join, resolve } from "node:path";
import { nodeFor } from "@/scripts/hand-over.mjs";
import { removeDataDir, serverOf, type Lodge } from "./lodge";
import { familyOf, freePort, pin, startNode, untilSaid } from "./processes";

/** Another process of Lodge, as an operator starts it on another machine: same database, files, secret and address. */
export async function startSecond(lodge: Lodge, databaseUrl: string): Promise<Lodge> {
  const dataDir = resolve(".data-test/bench-second");
  await removeDataDir(dataDir);
  const port = await freePort();
  const app = startNode(nodeFor("scripts/start.ts") as string[], {
    PORT: String(port),
    DATA_DIR: dataDir,
    FILES_DIR: join(lodge.dataDir, "files"),
    DATABASE_URL: databaseUrl,
  });
  await untilSaid(app, /\/admin/, 300);
  const family = familyOf(app.pid);
  const server = serverOf(family) ?? app.pid;
  for (const pid of family) if (pid !== server) pin(pid, "others");
  const isPinned = pin(server, "second");
  const stop = async () => {
    await app.stop();
    await removeDataDir(dataDir);
  };
  return { port, pid: server, dataDir, mails: lodge.mails, isPinned, stop };
}
