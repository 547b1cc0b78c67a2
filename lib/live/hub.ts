import "server-only";
import { listenOn } from "@/db/listen";
import { log } from "@/lib/log";
import { concerns, liveChannel, toldIn, type Listener, type Told } from "./told";

/** Seconds between two signs of life on an open stream, so that proxies keep it. */
const beatSeconds = 25;
/** After so long a stream ends; the browser comes again by itself, and is checked again. */
const lastsSeconds = 600;
const mostStreams = 5_000;
const mostOfOne = 12;

type Open = Listener & {
  /** Who it is, to count its streams. */
  owner: string;
  endsAt: number;
  send: (text: string) => void;
  end: () => void;
};

type Hub = {
  open: Set<Open>;
  listening: Promise<() => Promise<void>> | undefined;
  beat: NodeJS.Timeout | undefined;
  /** The process is about to end. */
  closed: boolean;
};

const slot = Symbol.for("lodge.live");
// Next bundles routes apart; all must share one LISTEN
const shared = globalThis as unknown as Record<symbol, Hub | undefined>;
const hub = (): Hub =>
  (shared[slot] ??= { open: new Set(), listening: undefined, beat: undefined, closed: false });

const event = (told: Told | undefined, { contactId }: Listener): string =>
  `event: change\ndata: ${JSON.stringify(contactId === undefined ? { work: told?.work ?? null } : {})}\n\n`;

function tell(told: Told): void {
  for (const stream of hub().open) if (concerns(told, stream)) stream.send(event(told, stream));
}

/** What happened while nobody listened is not known: every page is read anew. */
function tellAll(): void {
  for (const stream of hub().open) stream.send(event(undefined, stream));
}

function beat(): void {
  const now = Date.now();
  for (const stream of hub().open) {
    if (now > stream.endsAt) stream.end();
    else stream.send(": here\n\n");
  }
}

function listen(): void {
  const { listening } = hub();
  if (listening) return;
  let first = true;
  const begun = listenOn(
    liveChannel,
    (payload) => {
      const told = toldIn(payload);
      if (told) tell(told);
    },
    () => {
      if (!first) tellAll();
      first = false;
    },
  );
  hub().listening = begun;
  begun.catch((problem: unknown) => {
    log.error("live.failed", { problem: problem instanceof Error ? problem.name : "unknown" });
    hub().listening = undefined;
  });
  hub().beat ??= setInterval(beat, beatSeconds * 1000).unref();
}

/**
 * Opens a stream of server-sent events for a page that somebody has open (W7). Undefined when this process, or this
 * person, has too many; the page then shows what it has, until it is loaded again.
 */
export function openStream(
  who: Listener & { owner: string },
  signal: AbortSignal,
): ReadableStream<Uint8Array> | undefined {
  const { open } = hub();
  const own = [...open].filter((stream) => stream.owner === who.owner);
  if (open.size >= mostStreams) return undefined;
  // a browser that went without a word leaves its stream: the oldest makes room
  if (own.length >= mostOfOne) own[0]?.end();
  if (!hub().closed) listen();
  const letters = new TextEncoder();
  let stream: Open | undefined;
  const forget = () => {
    if (stream) open.delete(stream);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = () => {
        forget();
        try {
          controller.close();
        } catch {
          // closed by the other side already
        }
      };
      const send = (text: string) => {
        try {
          // a reader that takes nothing for long is gone
          if ((controller.desiredSize ?? 0) < -64) end();
          else controller.enqueue(letters.encode(text));
        } catch {
          forget();
        }
      };
      stream = { ...who, endsAt: Date.now() + lastsSeconds * 1000, send, end };
      open.add(stream);
      signal.addEventListener("abort", end);
      send("retry: 2000\n: open\n\n");
      // a stream that ends is asked for again, by then of the process that comes next; a refusal would be for good
      if (hub().closed) end();
    },
    cancel: forget,
  });
}

/** Ends every stream and the LISTEN, for the end of the process. */
export async function closeStreams(): Promise<void> {
  const { open, listening, beat: timer } = hub();
  shared[slot] = { open: new Set(), listening: undefined, beat: undefined, closed: true };
  clearInterval(timer);
  for (const stream of [...open]) stream.end();
  const stop = await listening?.catch(() => undefined);
  await stop?.();
}
