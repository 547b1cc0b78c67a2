import { request } from "node:http";
import { asOf } from "@/lib/actions";
import type { Person } from "./people";

/** A page that is open: what it heard on /live so far. */
export type Stream = {
  heard: number;
  /** By performance.now(). */
  heardAt: number;
  isOpen: boolean;
  onChange: (() => void) | undefined;
  close: () => void;
};

/** Where a page of the portal listens; a staff page listens at the bare path. */
export const liveOf = ({ actor }: Person): string => `/live?as=${asOf(actor)}`;

/** Opens a stream of server-sent events as a page's EventSource does, on a connection of its own. */
export function openStream(port: number, path: string, headers: Record<string, string>): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: "127.0.0.1",
      port,
      path,
      agent: false,
      headers: { ...headers, accept: "text/event-stream" },
    });
    asked.once("error", reject);
    asked.once("response", (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`${path} was answered ${response.statusCode ?? 0}.`));
        response.resume();
        return;
      }
      const close = () => asked.destroy();
      const stream: Stream = { heard: 0, heardAt: NaN, isOpen: true, onChange: undefined, close };
      const end = () => (stream.isOpen = false);
      asked.on("error", end);
      response.on("error", end).once("close", end);
      response.setEncoding("utf8").on("data", (text: string) => {
        if (!text.includes("event: change")) return;
        stream.heard++;
        stream.heardAt = performance.now();
        stream.onChange?.();
      });
      resolve(stream);
    });
    asked.end();
  });
}

/** Waits until every stream has heard more than it had; false when one has not within so many seconds. */
export async function untilHeard(streams: Stream[], before: number[], seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000;
  while (!streams.every(({ heard }, at) => heard > (before[at] ?? 0))) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

/** What each has heard, to compare with later. */
export const heardBy = (streams: Stream[]): number[] => streams.map(({ heard }) => heard);
