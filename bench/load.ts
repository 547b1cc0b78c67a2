import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { percentile } from "./figures";
import { cpuMs } from "./processes";

export type Shot = { path: string; method?: "GET" | "POST"; headers?: Record<string, string>; body?: string };
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string; ms: number };
export type Target = {
  port: number;
  /** The serving process, whose CPU time is counted. */
  pid: number;
  /** The next request, or undefined when there are no more. */
  next: () => Shot | undefined;
  /** A wrong answer stops the bench: a fast error page is no result. */
  isRight: (answer: Answer) => boolean;
};
export type Load = { perSecond: number; p50: number; p99: number; cpuEach: number; count: number };

/** One request over loopback, its body read to the end. */
export function ask(port: number, agent: Agent | undefined, shot: Shot): Promise<Answer> {
  const began = performance.now();
  const { path, method = "GET", headers = {}, body } = shot;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = request(
      { host: "127.0.0.1", port, agent, path, method, headers: { ...headers, ...length } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.once("error", reject);
        response.once("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString("utf8"),
            ms: performance.now() - began,
          });
        });
      },
    );
    asked.setTimeout(30_000, () => asked.destroy(new Error("No answer for 30 seconds.")));
    asked.once("error", reject);
    asked.end(body);
  });
}

const mostRequests = 50_000;

/**
 * Sends requests over a few kept-alive connections, each the next as soon as its last is answered, for so many
 * seconds or until there are no more. Times in ms; CPU is the server's alone, per request.
 */
export async function load(target: Target, bounds: { connections: number; seconds: number }): Promise<Load> {
  const { connections, seconds } = bounds;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const before = cpuMs(target.pid) ?? NaN;
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < seconds * 1_000 && times.length < mostRequests) {
      const shot = target.next();
      if (!shot) return;
      const answer = await ask(target.port, agent, shot);
      if (!target.isRight(answer))
        throw new Error(
          `${shot.method ?? "GET"} ${shot.path} was answered ${answer.status} ${answer.headers.location ?? ""} ${answer.body.slice(0, 300)}`,
        );
      times.push(answer.ms);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
  } finally {
    agent.destroy();
  }
  const took = performance.now() - began;
  const used = (cpuMs(target.pid) ?? NaN) - before;
  return {
    perSecond: (times.length / took) * 1_000,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpuEach: used / times.length,
    count: times.length,
  };
}
