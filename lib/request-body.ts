/** Bytes as they come, or as they are already there. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** So many bytes must come in each so long a time of waiting for them; whoever sends less is ended. */
export type Rate = { bytes: number; ms: number };

/** About 1 kB a second: a bad telephone line brings more, and a stall of half a minute is borne. */
const leastRate: Rate = { bytes: 64 * 1024, ms: 60_000 };

/** The sender brought less than the least rate for a while. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
  constructor() {
    super("That came too slowly, so it was given up. Check your connection, then send it again.");
  }
}

/** The connection broke off before the body was whole. */
export class BodyCut extends Error {
  override readonly name = "BodyCut";
}

/**
 * A request's body, at the least rate; whoever stops reading it leaves the rest for `drain`, where a plain loop would
 * break the connection. Throws TooSlow and BodyCut.
 */
export async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body) yield* notSlower(request.body.values({ preventCancel: true }), leastRate);
}

/**
 * Passes bytes on while they come at least so fast; only the time that is waited for them counts. Throws TooSlow, and
 * BodyCut for whatever the source throws.
 */
export async function* notSlower(
  source: AsyncIterator<Uint8Array, unknown>,
  { bytes, ms }: Rate,
): AsyncGenerator<Uint8Array> {
  let [came, waited] = [0, 0];
  let hangs = false;
  try {
    for (;;) {
      const began = performance.now();
      const next = await within(source.next(), ms - waited);
      if (next === undefined) {
        hangs = true;
        throw new TooSlow();
      }
      if (next.done) return;
      waited += performance.now() - began;
      came += next.value.length;
      if (came >= bytes) [came, waited] = [0, 0];
      yield next.value;
    }
  } finally {
    // one that still waits for bytes would end only with them
    if (!hangs) await source.return?.();
  }
}

type Next = IteratorResult<Uint8Array, unknown>;

/** What a source brings in time; undefined when that is nothing. Throws BodyCut. */
async function within(next: Promise<Next>, ms: number): Promise<Next | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, ms);
  });
  try {
    return await Promise.race([next, late]);
  } catch {
    throw new BodyCut("The body was cut off.");
  } finally {
    clearTimeout(timer);
  }
}

/** Reads what is still being sent, up to a number of bytes: a browser hears the answer only once it has sent all. */
export async function drain(request: Request, most: number): Promise<void> {
  let read = 0;
  try {
    for await (const bytes of bodyOf(request)) if ((read += bytes.length) > most) break;
  } catch {
    return;
  }
}

/**
 * Lets what is still being sent pass by after the answer is given at once: a program hears it now, a browser when it has sent
 * all. Nothing of it is held.
 */
export const drainMeanwhile = (request: Request, most: number): void => void drain(request, most);

const firstBytes = 64 * 1024;

/** Bytes gathered in a buffer that grows with them: a thousand tiny pieces weigh no more than a large one. */
export class Gathering {
  private held = Buffer.alloc(0);
  private filled = 0;

  /** `most`: bytes that it will never hold more than. */
  constructor(private readonly most: number) {}

  get length(): number {
    return this.filled;
  }

  /** Takes as much of a piece as there is room for; how much that was. */
  take(piece: Uint8Array): number {
    const taken = Math.min(piece.length, this.most - this.filled);
    this.insistRoom(this.filled + taken);
    this.held.set(piece.subarray(0, taken), this.filled);
    this.filled += taken;
    return taken;
  }

  /** What was gathered; good until more is taken. */
  bytes(): Buffer {
    return this.held.subarray(0, this.filled);
  }

  /** Begins anew in the same memory. */
  clear(): void {
    this.filled = 0;
  }

  private insistRoom(wanted: number): void {
    if (wanted <= this.held.length) return;
    const larger = Buffer.allocUnsafeSlow(
      Math.min(this.most, Math.max(wanted, firstBytes, 2 * this.held.length)),
    );
    this.held.copy(larger, 0, 0, this.filled);
    this.held = larger;
  }
}

/** All of a small body; undefined when it is longer than `most` bytes. */
export async function gatheredBody(source: Bytes, most: number): Promise<Buffer | undefined> {
  const gathering = new Gathering(most);
  for await (const piece of source) if (gathering.take(piece) < piece.length) return undefined;
  return gathering.bytes();
}
