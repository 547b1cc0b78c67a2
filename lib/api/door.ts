import "server-only";
import { randomUUID } from "node:crypto";
import { inOneTransaction, type Tx } from "@/db/client";
import { insistKey, programOfKey, type Program } from "@/lib/access/api-key";
import { originOf } from "@/lib/access/host";
import { mayUse } from "@/lib/access/permissions";
import { takeTurn, takeTurnIn } from "@/lib/access/rate-limit";
import { isId } from "@/lib/ids";
import { drain, drainMeanwhile } from "@/lib/request-body";
import { jsonBody } from "./body";
import { endpoints } from "./endpoints";
import type { Endpoint, FileEndpoint } from "./endpoint";
import { hashOfRequest, idempotencyKey, once, type Answer } from "./idempotency";
import { openApiDocument } from "./openapi";
import { apiHeaders, invalid, Problem, refusal, unauthorized } from "./problem";

type Found = { endpoint: Endpoint | FileEndpoint; id: string };

const missing = () => new Problem(404, "missing", "There is nothing here. Look at /api/v1/openapi.json.");

/** The endpoint of an address and method. Throws Problem: 404, or 405 with what the address does allow. */
function found(method: string, path: string[]): Found {
  const known = endpoints.filter(({ path: pattern }) => {
    const parts = pattern.slice(1).split("/");
    return parts.length === path.length && parts.every((part, nth) => part === "{id}" || part === path[nth]);
  });
  if (known.length === 0) throw missing();
  const endpoint = known.find((one) => one.method === method);
  if (!endpoint)
    throw new Problem(405, "method_not_allowed", `This address does not take ${method}.`, {
      headers: { Allow: known.map((one) => one.method).join(", ") },
    });
  const at = endpoint.path.slice(1).split("/").indexOf("{id}");
  const id = at < 0 ? "" : (path[at] ?? "").toLowerCase();
  return { endpoint, id };
}

/** How many of one key's requests are answered at once; the others wait without holding a connection. */
const mostAtOnce = 4;
type Line = { now: number; waiting: (() => void)[] };
const lines = new Map<string, Line>();

/** Runs one request of a key beside at most three others of it in this process, in the order they came. */
async function besideFew<T>({ actor }: Program, work: () => Promise<T>): Promise<T> {
  const { apiKeyId } = actor;
  const line = lines.get(apiKeyId) ?? { now: 0, waiting: [] };
  lines.set(apiKeyId, line);
  if (line.now >= mostAtOnce) await new Promise<void>((go) => line.waiting.push(go));
  else line.now++;
  try {
    return await work();
  } finally {
    // the next one takes this one's place
    const next = line.waiting.shift();
    if (next) next();
    else if (--line.now === 0) lines.delete(apiKeyId);
  }
}

/** Who acts, how often, and may they. Throws Problem. */
async function admitted(request: Request, endpoint: Found["endpoint"], requestId: string): Promise<Program> {
  const from = { ...originOf(request.headers), requestId };
  const program = await programOfKey(request.headers.get("authorization"), from);
  if (!program) throw unauthorized("Send a key of the firm: Authorization: Bearer lodge_…");
  if (!(await takeTurn("actsOfKey", program.actor.apiKeyId)))
    throw new Problem(429, "limit", "That was very many requests at once. Wait a second, then go on.", {
      headers: { "Retry-After": "1" },
    });
  if (!program.scopes.includes(endpoint.scope))
    throw new Problem(403, "forbidden", `This key is not for ${endpoint.scope}. Make one with that scope.`);
  if (endpoint.power && !mayUse(program.actor.role, endpoint.power))
    throw new Problem(403, "forbidden", "The staff member of this key may not do this. Ask an owner.");
  return program;
}

function queryOf(url: URL, { query }: Endpoint): unknown {
  const names = [...url.searchParams.keys()];
  const twice = names.find((name, nth) => names.indexOf(name) !== nth);
  if (twice !== undefined) throw new Problem(422, "invalid", `${twice} was asked twice.`);
  const asked = Object.fromEntries(url.searchParams);
  if (!query) {
    if (names[0] !== undefined)
      throw new Problem(422, "invalid", `There is no ${names[0]} to ask for at this address.`);
    return undefined;
  }
  const read = query.safeParse(asked);
  if (!read.success) throw invalid(read.error);
  return read.data;
}

function inputOf(body: unknown, { input }: Endpoint): unknown {
  if (!input) {
    if (body !== undefined && JSON.stringify(body) !== "{}")
      throw new Problem(422, "invalid", "This address takes no fields.");
    return undefined;
  }
  const read = input.safeParse(body ?? {});
  if (!read.success) throw invalid(read.error);
  return read.data;
}

const sentOften = () =>
  new Problem(429, "limit", "This was sent several times just now. Send it again in a quarter of an hour.", {
    headers: { "Retry-After": "300" },
  });

async function answered(request: Request, program: Program, endpoint: Endpoint, id: string): Promise<Answer> {
  const { method, status } = endpoint;
  const url = new URL(request.url);
  const query = queryOf(url, endpoint);
  const body = method === "POST" || method === "PATCH" ? await jsonBody(request) : undefined;
  const input = inputOf(body, endpoint);
  const act = async (tx: Tx): Promise<Answer> => {
    // with the act: what was not done, and a replay of what was, takes no turn
    if (endpoint.limit && !(await takeTurnIn(tx, endpoint.limit, program.actor.firmId, id)))
      throw sentOften();
    const said = await endpoint.act(program.actor, { id, input, query });
    return { status, body: said === undefined ? "" : JSON.stringify(said) };
  };
  const key = method === "POST" ? idempotencyKey(request) : undefined;
  const path = endpoint.path.replace("{id}", id);
  return inOneTransaction(program.actor, async (tx) => {
    await insistKey(tx, program.actor, method === "GET" ? undefined : "held");
    if (key === undefined) return act(tx);
    return once(program, key, hashOfRequest(method, path, JSON.stringify(body ?? null)), () => act(tx));
  });
}

async function answerOf(request: Request, path: string[], requestId: string): Promise<Response> {
  if (path.join("/") === "openapi.json" && request.method === "GET")
    return Response.json(openApiDocument(), { headers: apiHeaders });
  const { endpoint, id } = found(request.method, path);
  const program = await admitted(request, endpoint, requestId);
  if (endpoint.path.includes("{id}") && !isId(id)) throw missing();
  if ("answer" in endpoint) return endpoint.answer(program, request, id);
  const { status, body } = await besideFew(program, () => answered(request, program, endpoint, id));
  const headers = body ? { ...apiHeaders, "Content-Type": "application/json" } : apiHeaders;
  return new Response(body || null, { status, headers });
}

/** What is still being sent is read before a refusal, so that a program hears it; of a stranger little. */
const mostRest = { known: 8 * 1024 * 1024, stranger: 64 * 1024 };

/**
 * The door for other programs (I1): which address, which key, how often, which scope and power, what shape, then the
 * verb, in one transaction. Every refusal is application/problem+json. No cookie is read, and no other origin let in.
 */
export async function apiRoute(request: Request, path: string[]): Promise<Response> {
  const requestId = request.headers.get("x-lodge-request") || randomUUID();
  try {
    return await answerOf(request, path, requestId);
  } catch (thrown) {
    const answer = refusal(thrown, requestId);
    if (answer.status === 503) drainMeanwhile(request, mostRest.known);
    else if (answer.status !== 408)
      await drain(request, answer.status === 401 ? mostRest.stranger : mostRest.known);
    // what is still coming after that is not waited for
    if (request.body && (answer.status === 401 || answer.status === 413))
      answer.headers.set("Connection", "close");
    return answer;
  }
}
