const tries = { least: 5, most: 30 };

/** Milliseconds that the bar of P6 allows between a known and an unknown address. */
export const alikeMs = 5;

/**
 * Milliseconds between the fastest try of each of two acts, which are told the number of the try. What else the
 * machine does only slows a try down, so it tries on until they are alike; a difference that is always there stays.
 */
export async function gapBetween(
  one: (nth: number) => Promise<unknown>,
  other: (nth: number) => Promise<unknown>,
): Promise<number> {
  const fastest = [Infinity, Infinity];
  let gap = Infinity;
  for (let nth = 0; nth < tries.most && (nth < tries.least || gap >= alikeMs); nth++) {
    for (const [at, act] of [one, other].entries()) {
      const began = performance.now();
      await act(nth);
      fastest[at] = Math.min(fastest[at] ?? Infinity, performance.now() - began);
    }
    gap = Math.abs((fastest[0] ?? 0) - (fastest[1] ?? 0));
  }
  return gap;
}
