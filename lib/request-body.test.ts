import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BodyCut, bodyOf, drain, gatheredBody, Gathering, notSlower, TooSlow } from "./request-body";

const rate = { bytes: 100, ms: 1_000 };

/** Pieces of so many bytes, each after so many milliseconds. */
async function* dripping(pieces: [bytes: number, afterMs: number][]) {
  for (const [bytes, afterMs] of pieces) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    yield new Uint8Array(bytes);
  }
}

async function taken(source: AsyncIterator<Uint8Array>, busyMs = 0): Promise<number> {
  let sum = 0;
  for await (const piece of notSlower(source, rate)) {
    sum += piece.length;
    if (busyMs > 0) await new Promise((resolve) => setTimeout(resolve, busyMs));
  }
  return sum;
}

describe("the least rate", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Lets the clock run until a work is settled. */
  async function settled<T>(work: Promise<T>): Promise<T | Error> {
    const ended = work.catch((problem: unknown) => problem as Error);
    await vi.advanceTimersByTimeAsync(60_000);
    return ended;
  }

  it("[UP5] a sender that stalls, or drips below it, is ended", async () => {
    const never = { next: () => new Promise<never>(() => undefined) };
    expect(await settled(taken(never))).toBeInstanceOf(TooSlow);
    const drips = Array.from({ length: 50 }, (): [number, number] => [4, 90]);
    expect(await settled(taken(dripping(drips)))).toBeInstanceOf(TooSlow);
    expect(
      await settled(
        taken(
          dripping([
            [1_000, 0],
            [1, 1_500],
          ]),
        ),
      ),
    ).toBeInstanceOf(TooSlow);
  });

  it("[UP5] a slow line goes on as long as it likes, and our own time does not count", async () => {
    const slow = Array.from({ length: 200 }, (): [number, number] => [20, 190]);
    expect(await settled(taken(dripping(slow)))).toBe(4_000);
    const few = Array.from({ length: 20 }, (): [number, number] => [2, 40]);
    expect(await settled(taken(dripping(few), 1_500))).toBe(40);
  });

  it("[UP5] what stalls while it is only passed over is not waited for without an end", async () => {
    let asked = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        asked += 1;
        if (asked === 1) controller.enqueue(new Uint8Array(10));
        // the second piece never comes
        else return new Promise<void>(() => undefined);
      },
    });
    const request = new Request("http://a.localhost/", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    const drained = drain(request, 1_000);
    await vi.advanceTimersByTimeAsync(61_000);
    await drained;
    expect(asked).toBe(2);
  });
});

it("[UP5] a body that breaks off is told from one that is too slow, and its source is let go", async () => {
  let ended = 0;
  const source = {
    next: () => Promise.reject(new Error("aborted")),
    return: () => {
      ended += 1;
      return Promise.resolve({ done: true as const, value: undefined });
    },
  };
  await expect(taken(source)).rejects.toThrow(BodyCut);
  expect(ended).toBe(1);
});

it("[UP5] whoever stops reading leaves the rest of a body to be read", async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let nth = 0; nth < 3; nth += 1) controller.enqueue(new Uint8Array(7));
      controller.close();
    },
  });
  const request = new Request("http://a.localhost/", { method: "POST", body, duplex: "half" } as RequestInit);
  for await (const piece of bodyOf(request)) {
    expect(piece).toHaveLength(7);
    break;
  }
  let rest = 0;
  for await (const piece of bodyOf(request)) rest += piece.length;
  expect(rest).toBe(14);
});

describe("gathered bytes", () => {
  it("[UP5] a million pieces of one byte weigh as much as they have bytes", async () => {
    const one = Uint8Array.of(7);
    const before = process.memoryUsage().arrayBuffers;
    const gathering = new Gathering(1024 * 1024);
    let taken = 0;
    for (let at = 0; at <= 1024 * 1024; at += 1) taken += gathering.take(one);
    expect(taken).toBe(1024 * 1024);
    expect(gathering.bytes().equals(Buffer.alloc(1024 * 1024, 7))).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    const all = await gatheredBody(
      Array.from({ length: 10 }, () => one),
      10,
    );
    expect(all).toEqual(Buffer.alloc(10, 7));
    expect(
      await gatheredBody(
        Array.from({ length: 11 }, () => one),
        10,
      ),
    ).toBeUndefined();
    expect(await gatheredBody([], 10)).toEqual(Buffer.alloc(0));
  });

  it("[UP5] begun anew it holds only what came since", () => {
    const gathering = new Gathering(5);
    gathering.take(Buffer.from("abcde"));
    gathering.clear();
    gathering.take(Buffer.from("xy"));
    expect([gathering.bytes().toString(), gathering.length]).toEqual(["xy", 2]);
  });
});
