import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { createServer as createHttp } from "node:http";
import { startPost, type Mail } from "./post";

/**
 * What the browser tests stand on: Lodge itself, started as `npm start` starts it, in production mode on an own
 * DATA_DIR, with a real SMTP server beside it; and a small control port through which a test gets a firm of its own.
 */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const dataDir = `${process.cwd()}/.data-test/e2e`;
rmSync(dataDir, { recursive: true, force: true });

const post = await startPost();
const port = await freePort();
Object.assign(process.env, {
  LODGE_MODE: "production",
  LODGE_URL: `http://localhost:${port}`,
  LODGE_SECRET: "a-secret-for-the-browser-tests-only-0123456789",
  PORT: String(port),
  DATA_DIR: dataDir,
  SMTP_URL: `smtp://127.0.0.1:${post.port}`,
  MAIL_FROM: "portal@lodge.example",
  MAX_FILE_BYTES: String(40 * 1024 * 1024),
});

const app = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/start.ts"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const log: string[] = [];
const up = new Promise<void>((resolve, reject) => {
  app.stdout.setEncoding("utf8").on("data", (text: string) => {
    log.push(text);
    if (process.env["STAGE_LOG"]) process.stderr.write(text);
    if (/\/admin/.test(log.join(""))) resolve();
  });
  app.once("exit", (code) => {
    reject(new Error(`Lodge ended with ${String(code)} before it served:\n${log.join("")}`));
  });
});
await up;

const { checkedEnv, prepareCommand } = await import("@/scripts/setup");
await prepareCommand(checkedEnv(), () => undefined);
const { makeFirm, act } = await import("./cast");

type Ask =
  | { what: "firm" }
  | { what: "act"; name: string; args: Record<string, string> }
  | { what: "mails"; to: string }
  | { what: "log" };

async function answer(ask: Ask): Promise<unknown> {
  if (ask.what === "firm") return makeFirm(port);
  if (ask.what === "act") return act(ask.name, ask.args);
  if (ask.what === "log") return log.join("");
  return post.mails.filter((mail: Mail) => mail.to === ask.to);
}

const control = createHttp((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    answer(JSON.parse(Buffer.concat(parts).toString("utf8")) as Ask).then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (problem: unknown) =>
        response.writeHead(500).end(problem instanceof Error ? (problem.stack ?? problem.message) : "failed"),
    );
  });
}).listen(0, "127.0.0.1");
await once(control, "listening");

process.on("SIGTERM", () => {
  app.kill("SIGTERM");
  app.once("exit", () => process.exit(0));
});
process.on("disconnect", () => app.kill("SIGTERM"));
process.send?.({ port, control: (control.address() as AddressInfo).port });
