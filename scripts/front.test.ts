import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, request as ask, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";

/** A server behind the front as Next's is: a live stream, a page, and an answer that takes its time. */
const server = `
  import http from "node:http";
  const streams = new Set();
  http.createServer((request, response) => {
    if (request.url === "/live") {
      response.writeHead(200).write("open");
      streams.add(response);
    } else if (request.url === "/slow") setTimeout(() => response.end("x".repeat(5_000_000)), 700);
    else response.end("page");
  }).listen(0, "127.0.0.1", function () { console.log(JSON.stringify({ port: this.address().port })); });
  globalThis[Symbol.for("lodge.stop")] = async () => { for (const stream of streams) stream.end(); };
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

async function started(): Promise<{ port: number; stop: () => Promise<{ ms: number; code: unknown }> }> {
  const running = spawn(
    process.execPath,
    ["--import", "./scripts/front.mjs", "--input-type=module", "-e", server],
    {
      env: { PATH: process.env["PATH"], NODE_ENV: "test", NEXT_MANUAL_SIG_HANDLE: "true" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  child = running;
  const [line] = (await once(running.stdout, "data")) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { port: number };
  const stop = async () => {
    const began = Date.now();
    running.kill("SIGTERM");
    const [code] = (await once(running, "exit")) as [unknown];
    return { ms: Date.now() - began, code };
  };
  return { port, stop };
}

const agent = new Agent({ keepAlive: true });
async function get(port: number, path: string): Promise<IncomingMessage> {
  const [answer] = (await once(ask({ port, path, agent, host: "127.0.0.1" }).end(), "response")) as [
    IncomingMessage,
  ];
  return answer;
}
async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of answer) text += String(piece);
  return text;
}

test(
  "[O3] a stop takes no time when only idle connections and live streams are open",
  { timeout: 15_000 },
  async () => {
    const { port, stop } = await started();
    // a browser opens connections ahead and may never use them
    await once(connect(port, "127.0.0.1"), "connect");
    expect(await textOf(await get(port, "/"))).toBe("page");
    const stream = textOf(await get(port, "/live"));
    const { ms, code } = await stop();
    expect(await stream).toBe("open");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(3_000);
  },
);

test("[O3] a stop lets an answer that is under way come whole", { timeout: 15_000 }, async () => {
  const { port, stop } = await started();
  const slow = get(port, "/slow").then(textOf);
  await new Promise((done) => setTimeout(done, 300));
  const { code } = await stop();
  expect(await slow).toHaveLength(5_000_000);
  expect(code).toBe(0);
});
