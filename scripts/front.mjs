// Stands before Next in the same process, loaded with --import: says what only the socket knows, bounds what is done at
// once, and writes the access log. Next itself keeps whatever a client claims in X-Forwarded-*.
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import http from "node:http";
import { loggablePath } from "../lib/redact.mjs";
import { say, sayBusy } from "./access-log.mjs";
import { clientAddress } from "./client-address.mjs";
import { follow } from "./draining.mjs";
import { makeGate } from "./gate.mjs";
import { tameConsole } from "./next-console.mjs";
import { answers, answerWith } from "./own-pages.mjs";
import { dressBare, dressPage, isOutside } from "./page-headers.mjs";
import { isMalformed, plainTarget, routedPath } from "./routed-path.mjs";
import { watchAnswer } from "./watch-answer.mjs";

const isDev = process.env.NODE_ENV === "development";
/** How many proxies of the operator's own stand before this process; each adds one X-Forwarded-For entry. */
const hops = Number(process.env.TRUSTED_PROXIES ?? 0);

/** Marks requests that this process sends to itself; a client never learns it. */
const inner = randomUUID();

/**
 * After a redirect in an action Next fetches the page from itself, with the client's headers but its own host: such
 * a request is answered for the host that the client asked (DECISIONS 25). True when this is one.
 */
function prepare(request) {
  if (request.headers["x-lodge-inner"] === inner) {
    request.headers.host = request.headers["x-lodge-host"];
    return true;
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
  return false;
}

/** Portal and staff share one line; programs have their own, so that neither keeps the other out. */
const gates = { people: makeGate(), programs: makeGate() };
/** What is not counted: files that never change, probes, streams that stay open, and the bytes of uploads. */
const uncounted = /^\/(?:_next\/|api\/(?:health|ready)$|uploads(?:\/|$)|icon\.svg$|favicon\.ico$)/;

/** Where somebody waits, and as what: a press of somebody who is in goes before a page that is loaded. */
function placeOf({ method, headers }, path) {
  const isRead = method === "GET" || method === "HEAD";
  if (isDev || uncounted.test(path) || (method === "GET" && path === "/live")) return undefined;
  const isPress = !isRead || (headers.rsc !== undefined && headers["next-router-prefetch"] === undefined);
  return { gate: path.startsWith("/api/") ? gates.programs : gates.people, kind: isPress ? "press" : "page" };
}

/** What the request that is being answered met; the code marks it (db/client.ts). */
const underWay = new AsyncLocalStorage();
globalThis[Symbol.for("lodge.request")] = underWay;

/** True of a form or action that was sent from another origin than the one it was sent to; the code asks again. */
function isForeign({ method, headers }, path) {
  const { origin, host } = headers;
  if (method === "GET" || method === "HEAD" || origin === undefined || isOutside(path)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== (host ?? "").toLowerCase();
}

/** The request's target put right; what is wrong with it, when it can be answered by nobody. */
function targetProblem(request) {
  const target = plainTarget(request.url ?? "");
  if (!target) return answers.malformed;
  request.url = target.url;
  if (target.host !== undefined) request.headers.host = target.host;
  return isMalformed(target.url.split("?", 1)[0]) ? answers.malformed : undefined;
}

/** No line and no id for files that never change and for probes. */
const quiet = /^\/(?:_next\/(?:static|image)\/|api\/(?:health|ready)$)/;

function logAnswer(request, response, path, { began = performance.now(), why } = {}) {
  if (quiet.test(path)) return;
  const { method, url } = request;
  const requestId = request.headers["x-lodge-request"];
  response.setHeader("X-Request-Id", requestId);
  response.once("close", () => {
    // nobody was there any more to be answered
    const isLost = !response.headersSent;
    say("info", "request", {
      method,
      path: loggablePath(url),
      status: isLost ? 499 : response.statusCode,
      ...(why || isLost ? { why: why ?? "broken-off" } : {}),
      ms: Math.round(performance.now() - began),
      requestId,
    });
  });
}

/** Whose body has not come after so long is slow: most presses are there at once, and hold their place all the way. */
const slowBodyMs = 250;

const hasBody = ({ headers }) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** Hands a request on to Next; `place` is what it holds of the gate meanwhile. */
function pass(request, response, path, listener, place) {
  const met = { away: false };
  const dress = dressPage(request, response, path);
  watchAnswer(request, response, {
    head(status, given) {
      // no connection, no turn: a page cannot answer so itself
      if (status === 500 && met.away) return (own) => answerWith(answers.away, request, own, path, 3);
      dressBare(response, given, dress);
      return undefined;
    },
    out: () => place?.leave(),
  });
  // a sender that is slow holds no place: it counts again once all has come
  if (place && hasBody(request) && request.method !== "GET" && request.method !== "HEAD") {
    const slow = setTimeout(place.lend, slowBodyMs);
    request.once("end", () => {
      clearTimeout(slow);
      place.take();
    });
    response.once("close", () => clearTimeout(slow));
  }
  underWay.run(met, () => listener(request, response));
}

/** Waits for a place, or is told at once to come again; whoever goes away meanwhile gives it up. */
function wait({ gate, kind }, request, response, path, listener) {
  const began = performance.now();
  const place = gate.ask(kind, {
    enter(own) {
      logAnswer(request, response, path, { began });
      pass(request, response, path, listener, own);
    },
    refuse(seconds) {
      sayBusy(gate.state);
      answerWith(answers.busy, request, response, path, seconds);
    },
  });
  response.once("close", place.leave);
  request.once("aborted", place.leave);
}

function receive(request, response, listener) {
  // before the host is handed on: the target may name another
  const problem = targetProblem(request);
  const isInner = prepare(request);
  const path = routedPath(request.url ?? "/");
  // its own answers are told by it (app/own-words.ts); files that never change weigh less without
  if (!path.startsWith("/_next/static/")) response.setHeader("Lodge-Answer", "1");
  const why = problem ? "address" : !isInner && isForeign(request, path) ? "origin" : undefined;
  if (why) {
    logAnswer(request, response, path, { why });
    answerWith(problem ?? answers.foreign, request, response, path);
    return;
  }
  const place = isInner ? undefined : placeOf(request, path);
  if (place) {
    wait(place, request, response, path, listener);
    return;
  }
  logAnswer(request, response, path);
  pass(request, response, path, listener);
}

/** For each server, what ends its connections. */
const drains = new Set();
/** A connection on which nothing has moved for so long is ended, an upload's too. */
const idleMs = 120_000;
const graceMs = 20_000;

/** SIGTERM: live streams end, nothing new is taken, what is under way or in line is finished, the worker ends what it holds (O3). */
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

// in development Next's own words are for whoever writes the code
if (!isDev) tameConsole();

const create = http.createServer;
http.createServer = (...given) => {
  const listener = given.pop();
  if (typeof listener !== "function") return create(...given, listener);
  const server = create(...given, (request, response) => receive(request, response, listener));
  drains.add(follow(server));
  // slow headers are cut; a long upload on a slow line is not
  server.headersTimeout = 20_000;
  server.requestTimeout = 0;
  server.timeout = idleMs;
  // longer than proxies keep one, so that none sends on a connection that is just being closed
  server.keepAliveTimeout = 75_000;
  return server;
};
