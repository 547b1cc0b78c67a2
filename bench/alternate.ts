import { rounds } from "./figures";
import { load, type Load, type Target } from "./load";

/** How long each round of a side lasts: BENCH_SECONDS, four unless told. */
const seconds = Math.max(1, Number(process.env["BENCH_SECONDS"] ?? 4));

export type Sides = { ours: Load[]; floor: Load[] };

/** Measures two sides in turns, so that a noisy moment hits both; both are warmed before. */
export async function alternate(ours: Target, floor: Target, connections = 8): Promise<Sides> {
  const sides: Sides = { ours: [], floor: [] };
  for (const side of [ours, floor]) await load(side, { connections, seconds: Math.min(3, seconds) });
  for (let round = 0; round < rounds; round++) {
    sides.floor.push(await load(floor, { connections, seconds }));
    sides.ours.push(await load(ours, { connections, seconds }));
  }
  return sides;
}

/** One figure of every round. */
export const each = (loads: Load[], figure: "perSecond" | "p50" | "p99" | "cpuEach"): number[] =>
  loads.map((one) => one[figure]);
