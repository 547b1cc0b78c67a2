import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  Agent,
  request as ask,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from "node:http";
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
    else if (request.url === "/hold") setTimeout(() => response.end("held"), 400);
    else if (request.url === "/large") {
      const more = () => { while (response.write("x".repeat(65_536))); response.once("drain", more); };
      more();
    } else if (request.url === "/form") request.on("end", () => setTimeout(() => response.end("taken"), 100)).resume();
    else if (request.url === "/away") {
      globalThis[Symbol.for("lodge.request")].getStore().away = true;
      response.statusCode = 500;
      response.setHeader("Content-Type", "text/html");
      response.write("a page of");
      response.end(" Next's");
    } else if (request.url === "/bug") response.writeHead(500).end("bug");
    else if (request.url === "/uploads/none") response.setHeader("Content-Type", "text/html").writeHead(404).end("<p>");
    else if (request.url !== "/never") response.end("page " + request.url + " at " + request.headers.host);
  }).listen(0, "127.0.0.1", function () { console.log(JSON.stringify({ port: this.address().port })); });
  globalThis[Symbol.for("lodge.stop")] = async () => { for (const stream of streams) stream.end(); };
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

type Started = {
  port: number;
  stop: () => Promise<{ ms: number; code: unknown }>;
  /** The lines of the log so far. */
  log: () => Record<string, unknown>[];
};

async function started(): Promise<Started> {
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
  let said = "";
  running.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
  const log = () =>
    said
      .split("\n")
      .filter(Boolean)
      .map((one) => JSON.parse(one) as Record<string, unknown>);
  const stop = async () => {
    const began = Date.now();
    running.kill("SIGTERM");
    const [code] = (await once(running, "exit")) as [unknown];
    return { ms: Date.now() - began, code };
  };
  return { port, stop, log };
}

const agent = new Agent({ keepAlive: true });
async function get(port: number, path: string): Promise<IncomingMessage> {
  const [answer] = (await once(ask({ port, path, agent, host: "127.0.0.1" }).end(), "response")) as [
    IncomingMessage,
  ];
  return answer;
}
type Got = { status: number; text: string; ms: number; headers: IncomingHttpHeaders };
/** One request on a connection of its own, read to the end. */
async function fetched(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Got> {
  const began = performance.now();
  const asked = ask({ port, path, method, agent: false, host: "127.0.0.1", headers });
  const [answer] = (await once(asked.end(), "response")) as [IncomingMessage];
  const text = await textOf(answer);
  return { status: answer.statusCode ?? 0, text, ms: performance.now() - began, headers: answer.headers };
}

/** What a server answers to bytes that no client library would write. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (piece: Buffer) => (text += piece.toString())).on("error", () => undefined);
  socket.end(bytes);
  await once(socket, "close");
  return text;
}

/** So many requests that are under way and stay so until they are ended. */
async function hanging(port: number, count: number, path: string): Promise<ClientRequest[]> {
  const all = Array.from({ length: count }, () =>
    ask({ port, path, agent: false, host: "127.0.0.1" })
      .on("error", () => undefined)
      .end(),
  );
  await Promise.all(all.map((one) => once(one, "socket")));
  // the front has seen them when a later one was answered without a place
  await fetched(port, "/api/health");
  return all;
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
    expect(await textOf(await get(port, "/"))).toMatch(/^page/);
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

test("[RL4] of five hundred at once who gets a page gets it soon, and the rest is told at once to come again", async () => {
  const { port, log } = await started();
  const all = await Promise.all(
    Array.from({ length: 500 }, () => fetched(port, "/hold", { accept: "text/html" })),
  );
  const [pages, told] = [
    all.filter(({ status }) => status === 200),
    all.filter(({ status }) => status === 503),
  ];
  expect(pages.length + told.length).toBe(500);
  expect(pages.length).toBeGreaterThan(64);
  expect(told.length).toBeGreaterThan(100);
  expect(Math.max(...pages.map(({ ms }) => ms))).toBeLessThan(5_000);
  for (const { headers, text } of told) {
    expect(Number(headers["retry-after"])).toBeGreaterThan(1);
    expect(headers["lodge-answer"]).toBe("1");
    expect(text).toContain("very busy");
  }
  // afterwards all is as before
  expect((await fetched(port, "/")).status).toBe(200);
  await expect.poll(() => log().filter(({ event }) => event === "overload").length).toBeGreaterThan(0);
  const counted = log().filter(({ event }) => event === "overload");
  expect(counted.reduce((sum, { refused }) => sum + Number(refused), 0)).toBe(told.length);
  expect(log().filter(({ event, status }) => event === "request" && status === 503)).toEqual([]);
});

test("[RL4] who goes away gives back a place, inside and in line", async () => {
  const { port } = await started();
  const inside = await hanging(port, 64, "/never");
  const line = await hanging(port, 40, "/hold");
  for (const one of line) one.destroy();
  for (const one of inside.slice(0, 10)) one.destroy();
  const later = await Promise.all(Array.from({ length: 20 }, () => fetched(port, "/hold")));
  expect(later.map(({ status }) => status)).toEqual(later.map(() => 200));
  for (const one of inside) one.destroy();
});

test("[RL4] one connection with many requests one after another holds no place once it is gone", async () => {
  const { port } = await started();
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  socket.write("GET /never HTTP/1.1\r\nHost: a\r\n\r\n".repeat(90));
  await once(socket, "connect");
  await fetched(port, "/api/health");
  const waits = fetched(port, "/");
  socket.destroy();
  const { status, ms } = await waits;
  expect([status, ms < 2_000]).toEqual([200, true]);
  const all = await Promise.all(Array.from({ length: 60 }, () => fetched(port, "/hold")));
  expect(all.every((one) => one.status === 200 && one.ms < 2_000)).toBe(true);
});

test("[RL4] what no client library would send takes no place and brings nothing down", async () => {
  const { port } = await started();
  const odd = [
    "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
    "GET /a HTTP/1.1\r\n\r\n",
    "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT hill.example:443 HTTP/1.1\r\nHost: hill.example\r\n\r\n",
    "GET http://hill.example@evil.example/m/x HTTP/1.1\r\nHost: hill.example\r\nConnection: close\r\n\r\n",
    "GET \\evil.example/x HTTP/1.1\r\nHost: hill.example\r\nConnection: close\r\n\r\n",
    "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nshort",
    `GET /${"%61".repeat(4_000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  ];
  for (let times = 0; times < 20; times++) await Promise.all(odd.map((bytes) => raw(port, bytes)));
  expect(await raw(port, odd[4]!)).toMatch(/^HTTP\/1\.1 400 /);
  const all = await Promise.all(Array.from({ length: 64 }, () => fetched(port, "/hold")));
  expect(all.every((one) => one.status === 200 && one.ms < 2_000)).toBe(true);
});

test("[RL4] a reader that does not read, and a sender that does not send, hold no place", async () => {
  const { port } = await started();
  const readers = Array.from({ length: 80 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  for (const one of readers) one.pause().write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  const senders = Array.from({ length: 80 }, () => {
    const one = ask({
      port,
      path: "/form",
      method: "POST",
      agent: false,
      host: "127.0.0.1",
      headers: { "content-length": "1000" },
    }).on("error", () => undefined);
    one.write("a");
    return one;
  });
  await Promise.all(senders.map((one) => once(one, "socket")));
  await fetched(port, "/api/health");
  const { status, ms } = await fetched(port, "/");
  expect([status, ms < 1_000]).toEqual([200, true]);
  for (const one of [...readers, ...senders]) one.destroy();
});

test("[RL4] live streams, probes, files that never change and uploads stay open to whoever is in", async () => {
  const { port } = await started();
  const inside = await hanging(port, 64, "/never");
  for (const path of ["/live", "/api/health", "/_next/static/a.js", "/uploads/x"]) {
    const answer = await get(port, path);
    expect([path, answer.statusCode]).toEqual([path, 200]);
    answer.destroy();
  }
  for (const one of inside) one.destroy();
});

test("[RL4] a connection goes on after a 503", async () => {
  const { port } = await started();
  const inside = await hanging(port, 64, "/never");
  const line = await hanging(port, 160, "/hold");
  const one = new Agent({ keepAlive: true, maxSockets: 1 });
  const again = async (path: string) => {
    const asked = ask({ port, path, agent: one, host: "127.0.0.1" });
    const [answer] = (await once(asked.end(), "response")) as [IncomingMessage];
    await textOf(answer);
    return [answer.statusCode, asked.reusedSocket];
  };
  expect(await again("/")).toEqual([503, false]);
  expect(await again("/")).toEqual([503, true]);
  expect(await again("/api/health")).toEqual([200, true]);
  one.destroy();
  for (const each of [...line, ...inside]) each.destroy();
});

test("[O3] a stop finishes those in line too", { timeout: 15_000 }, async () => {
  const { port, stop } = await started();
  const all = Array.from({ length: 90 }, () => fetched(port, "/hold"));
  await new Promise((done) => setTimeout(done, 200));
  const { code } = await stop();
  expect((await Promise.all(all)).map(({ text }) => text)).toEqual(all.map(() => "held"));
  expect(code).toBe(0);
});

test("[R13] a page that fails for want of a connection is answered 503, and any other failure stays one", async () => {
  const { port } = await started();
  const page = await fetched(port, "/away", { accept: "text/html" });
  expect([page.status, page.headers["retry-after"]]).toEqual([503, "3"]);
  expect(page.text).toMatch(/^<!doctype html>.*<\/html>$/);
  expect(page.text).not.toContain("Next's");
  expect((await fetched(port, "/away", {}, "HEAD")).status).toBe(503);
  expect(await fetched(port, "/bug")).toMatchObject({ status: 500, text: "bug" });
});

test("[O3] an address that cannot be read is 400, on the API as a problem, however often on one connection", async () => {
  const { port, log } = await started();
  const page = await fetched(port, "/m/%zz", { accept: "text/html" });
  expect([page.status, /can’t be read/.test(page.text)]).toEqual([400, true]);
  const problem = await fetched(port, "/api/v1/clients/%f", { accept: "text/html" });
  expect([problem.status, problem.headers["content-type"]]).toEqual([400, "application/problem+json"]);
  expect(JSON.parse(problem.text)).toMatchObject({ status: 400, code: "invalid" });
  const twice = await raw(
    port,
    "GET /% HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  );
  expect(twice.match(/^HTTP\/1\.1 \d+|page \/b/gm)).toEqual(["HTTP/1.1 400", "HTTP/1.1 200", "page /b"]);
  await expect.poll(() => log().filter(({ status }) => status === 400).length).toBe(3);
  expect(log()[0]).toMatchObject({ event: "request", path: "/m/<redacted>", status: 400, why: "address" });
});

test("[HT1] a whole address as the target is answered for its own host, not the header's", async () => {
  const { port } = await started();
  const answer = await raw(
    port,
    "GET http://hill.example/x?y HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n",
  );
  expect(answer).toContain("page /x?y at hill.example");
  expect(await raw(port, "GET /x HTTP/1.0\r\n\r\n")).toContain("page /x at ");
  expect(await raw(port, "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 400/,
  );
});

test("[T5] no spelling of a link's address keeps its token in the log, or its line out of it", async () => {
  const { port, log } = await started();
  const token = "Ab3_".repeat(10) + "xyz";
  const targets = [
    `/m/${token}`,
    `/./m/${token}`,
    `/x/../m/${token}`,
    `/%6d/${token}`,
    `/_next/static/../../m/${token}`,
    `/api/health/../../m/${token}`,
    `http://a/m/${token}`,
    `/M/${token}`,
  ];
  for (const target of targets)
    await raw(port, `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  await expect.poll(() => log().length).toBe(targets.length);
  for (const line of log()) expect(line["path"]).toMatch(/^\/m\/<redacted>$/i);
});

test("[T4] what is sent from a page of elsewhere is refused before anything reads it, and logged as no error", async () => {
  const { port, log } = await started();
  for (const origin of ["https://evil.example", "null", "http://hill.example.evil.example"]) {
    const answer = await fetched(port, "/tasks/1", { host: "hill.example", origin }, "POST");
    expect([origin, answer.status]).toEqual([origin, 403]);
  }
  const own = await fetched(
    port,
    "/tasks/1",
    { host: "hill.example", origin: "http://hill.example" },
    "POST",
  );
  expect(own.status).toBe(200);
  await expect.poll(() => log().length).toBe(4);
  expect(log()[0]).toMatchObject({ level: "info", status: 403, why: "origin" });
});

test("[T4] every answer has Lodge's mark, and a page without a policy gets one", async () => {
  const { port } = await started();
  for (const path of ["/", "/api/health", "/%zz", "/bug", "/uploads/none"])
    expect([path, (await fetched(port, path)).headers["lodge-answer"]]).toEqual([path, "1"]);
  const bare = await fetched(port, "/uploads/none");
  expect([bare.status, bare.headers["content-security-policy"]?.slice(0, 18)]).toEqual([
    404,
    "default-src 'none'",
  ]);
});
