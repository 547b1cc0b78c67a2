import { existsSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { startPost, type Mail } from "@/e2e/post";
import { clusterFolder, keptIn } from "@/scripts/embedded/place";
import { stopServer } from "@/scripts/embedded/server";
import { checkedEnv, prepareCommand } from "@/scripts/setup";
import { nodeFor } from "@/scripts/hand-over.mjs";
import { familyOf, freePort, pin, startNode, untilSaid } from "./processes";

/** Lodge as `npm start` starts it, in production mode on an own DATA_DIR, its server alone on the first core. */
export type Lodge = {
  port: number;
  pid: number;
  dataDir: string;
  mails: Mail[];
  isPinned: boolean;
  stop: () => Promise<void>;
};

/** The browser tests' secret: one build serves both. */
export const secret = "a-secret-for-the-browser-tests-only-0123456789";

/** Removes a DATA_DIR of the bench with its database, also one that a killed run left behind. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const kept = existsSync(dataDir) ? keptIn(dataDir) : undefined;
  if (kept) {
    await stopServer(clusterFolder(dataDir, kept));
    rmSync(clusterFolder(dataDir, kept), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};

/** The process that serves, among those that a start made. */
export const serverOf = (family: number[]): number | undefined =>
  family.find((pid) => commandOf(pid).includes("next"));

/** Starts it, building first where the build is stale; the verbs of this process then act in its database. */
export async function startLodge(): Promise<Lodge> {
  const dataDir = resolve(".data-test/bench");
  await removeDataDir(dataDir);
  const post = await startPost();
  const port = await freePort();
  Object.assign(process.env, {
    LODGE_MODE: "production",
    LODGE_URL: `http://localhost:${port}`,
    LODGE_SECRET: secret,
    PORT: String(port),
    DATA_DIR: dataDir,
    SMTP_URL: `smtp://127.0.0.1:${post.port}`,
    MAIL_FROM: "portal@lodge.example",
    MAX_FILE_BYTES: String(5 * 1024 ** 3),
    // the bench stands where a proxy would, and gives every browser an address of its own
    TRUSTED_PROXIES: "1",
  });
  const app = startNode(nodeFor("scripts/start.ts") as string[]);
  await untilSaid(app, /\/admin/, 300);
  await prepareCommand(checkedEnv(), () => undefined);
  const family = familyOf(app.pid);
  const server = serverOf(family) ?? app.pid;
  for (const pid of family) if (pid !== server) pin(pid, "others");
  const isPinned = pin(server, "first") && pin(process.pid, "others");
  const stop = async () => {
    await app.stop();
    await removeDataDir(dataDir);
  };
  return { port, pid: server, dataDir, mails: post.mails, isPinned, stop };
}
