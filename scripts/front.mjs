// Stands before Next in the same process, loaded with --import: says what only the socket knows, and writes the
// access log. Next itself keeps whatever a client claims in X-Forwarded-*.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { clientAddress } from "./client-address.mjs";
import { follow } from "./draining.mjs";
import { dressPage } from "./page-headers.mjs";

/** How many proxies of the operator's own stand before this process; each adds one X-Forwarded-For entry. */
const hops = Number(process.env.TRUSTED_PROXIES ?? 0);

/** A path for the log: tokens and queries never reach it (SECURITY LK11, LG3). */
const loggable = (url) =>
  (url ?? "")
    .split("?")[0]
    .replace(/\/{2,}/g, "/")
    .replace(/^(\/m|\/g|\/view|\/admin\/sign-in|\/reset|\/devices\/revoke)\/[^/]+/, "$1/[redacted]");

/** Marks requests that this process sends to itself; a client never learns it. */
const inner = randomUUID();

/**
 * After a redirect in an action Next fetches the page from itself, with the client's headers but its own host: such
 * a request is answered for the host that the client asked (DECISIONS 25).
 */
function prepare(request) {
  if (request.headers["x-lodge-inner"] === inner) {
    request.headers.host = request.headers["x-lodge-host"];
    return;
  }
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith("x-lodge-") || name === "forwarded") delete request.headers[name];
  }
  const ip = clientAddress(request, hops);
  request.headers["x-lodge-inner"] = inner;
  request.headers["x-lodge-host"] = request.headers.host ?? "";
  request.headers["x-lodge-ip"] = ip;
  request.headers["x-lodge-method"] = request.method;
  request.headers["x-lodge-request"] = randomUUID();
  request.headers["x-forwarded-for"] = ip;
  delete request.headers["x-forwarded-host"];
}

/** Lines are written some at a time: every write to a pipe holds the process up. */
let lines = "";
const writeMs = 50;
function write() {
  if (lines !== "") process.stdout.write(lines);
  lines = "";
}
process.on("exit", write);
function say(line) {
  if (lines === "") setTimeout(write, writeMs).unref();
  lines += `${JSON.stringify(line)}\n`;
}

/** For each server, what ends its connections. */
const drains = new Set();
/** A connection on which nothing has moved for so long is ended, an upload's too. */
const idleMs = 120_000;
const graceMs = 20_000;

/** SIGTERM: live streams end, nothing new is taken, what is under way is finished, the worker ends what it holds (O3). */
async function stop() {
  const timer = setTimeout(() => process.exit(0), graceMs);
  const worker = globalThis[Symbol.for("lodge.stop")]?.();
  await Promise.all([worker, ...[...drains].map((drain) => drain())]);
  clearTimeout(timer);
  process.exit(0);
}

// Next would end the process at once, in the middle of a mail
if (process.env.NEXT_MANUAL_SIG_HANDLE)
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void stop());

const create = http.createServer;
http.createServer = (...given) => {
  const listener = given.pop();
  if (typeof listener !== "function") return create(...given, listener);
  const server = create(...given, (request, response) => {
    prepare(request);
    dressPage(request, response);
    const began = performance.now();
    const { method, url } = request;
    const requestId = request.headers["x-lodge-request"];
    // no line and no id for files that never change and for probes
    const quiet = /^\/(?:_next\/|api\/(?:health|ready))/.test(url ?? "");
    if (!quiet) response.setHeader("X-Request-Id", requestId);
    response.once("close", () => {
      if (quiet) return;
      say({
        at: new Date().toISOString(),
        level: "info",
        event: "request",
        method,
        path: loggable(url),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        requestId,
      });
    });
    listener(request, response);
  });
  drains.add(follow(server));
  // slow headers are cut; a long upload on a slow line is not
  server.headersTimeout = 20_000;
  server.requestTimeout = 0;
  server.timeout = idleMs;
  return server;
};
