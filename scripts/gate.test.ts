import { beforeEach, expect, test, vi } from "vitest";
import { makeGate } from "./gate.mjs";

type Place = { leave: () => void; lend: () => void; take: () => void };
type Asked = { place: Place; told: "in" | "line" | "refused"; seconds: number };

let clock = 0;
beforeEach(() => {
  clock = 0;
});

function gateAt() {
  const gate = makeGate(() => clock);
  const ask = (kind: "page" | "press" = "page"): Asked => {
    const now: Pick<Asked, "told" | "seconds"> = { told: "line", seconds: NaN };
    const place = gate.ask(kind, {
      enter() {
        now.told = "in";
      },
      refuse(seconds: number) {
        Object.assign(now, { told: "refused", seconds });
      },
    });
    return Object.assign(now, { place });
  };
  return { gate, ask, state: gate.state };
}

const many = (count: number, ask: () => Asked) => Array.from({ length: count }, ask);
const told = (all: Asked[], what: Asked["told"]) => all.filter((one) => one.told === what);

test("[RL4] who finds no place waits in line, and who would wait too long is told at once when to come again", () => {
  const { ask, state } = gateAt();
  const all = many(400, () => ask());
  const [inside, line, refused] = [told(all, "in"), told(all, "line"), told(all, "refused")];
  expect(inside.length).toBe(state().room);
  expect(line.length).toBeGreaterThan(50);
  expect(inside.length + line.length + refused.length).toBe(400);
  for (const { seconds } of refused) expect([2, 3, 4, 5]).toContain(seconds);
  // the first that leaves makes room for the first in line
  inside[0]!.place.leave();
  expect(line[0]!.told).toBe("in");
  expect(line[1]!.told).toBe("line");
});

test("[RL4] the line is as long as the pace of late lets it end soon", () => {
  for (const [msEach, least, most] of [
    [5, 200, 260],
    [20, 45, 75],
    [100, 8, 20],
  ] as const) {
    const { ask, state } = gateAt();
    // far more come than go, for long enough that the pace is known
    const all: Asked[] = [];
    for (let nth = 0; nth < 400; nth++) {
      do all.push(ask());
      while (all.at(-1)?.told !== "refused");
      all.pop();
      clock += msEach;
      all
        .splice(
          all.findIndex((one) => one.told === "in"),
          1,
        )[0]!
        .place.leave();
    }
    const { waiting } = state();
    expect([msEach, waiting >= least && waiting <= most, waiting]).toEqual([msEach, true, waiting]);
    expect(state().room).toBe(Math.min(64, Math.max(12, Math.floor(1_200 / msEach))));
  }
});

test("[RL4] presses go before pages, and pages do not wait for ever", () => {
  const { ask, state } = gateAt();
  const inside = many(state().room, () => ask());
  const pages = many(30, () => ask("page"));
  const presses = many(30, () => ask("press"));
  for (const one of inside.slice(0, 30)) one.place.leave();
  expect([told(presses, "in").length, told(pages, "in").length]).toEqual([20, 10]);
});

test("[RL4] a place is given back once, however its request ends, and one that left the line never comes in", () => {
  const { ask, state } = gateAt();
  const inside = many(state().room, () => ask());
  const [first, second] = [ask(), ask()];
  first.place.leave();
  for (const one of inside) {
    one.place.leave();
    one.place.leave();
    one.place.lend();
    one.place.take();
  }
  expect(first.told).toBe("line");
  expect(second.told).toBe("in");
  expect(state()).toMatchObject({ inside: 1, waiting: 0 });
  second.place.leave();
  expect(state().inside).toBe(0);
});

test("[RL4] whose body is still coming holds no place", () => {
  const { ask, state } = gateAt();
  const slow = many(500, () => {
    const one = ask("press");
    one.place.lend();
    return one;
  });
  expect(told(slow, "in").length).toBe(500);
  expect(ask().told).toBe("in");
  // what has come counts again, and is not thrown out for it
  slow[0]!.place.take();
  slow[0]!.place.take();
  expect(state().inside).toBe(2);
});

test("[RL4] a line of senders that each lend their place at once is let in, and says nothing of the pace", () => {
  const { gate, ask, state } = gateAt();
  const { room } = state();
  const inside = many(room, () => ask());
  const lending = Array.from({ length: 200 }, () => {
    const place: Place = gate.ask("press", { enter: () => place.lend(), refuse() {} });
    return place;
  });
  expect(state().waiting).toBeGreaterThan(50);
  clock += 60_000;
  // one end lets in the whole line: each makes room for the next
  inside[0]!.place.leave();
  expect(state()).toMatchObject({ inside: room - 1, waiting: 0 });
  for (const place of lending) place.leave();
  expect(state().room).toBe(room);
});

test("[RL4] what waited in vain is told so before its browser gives up", () => {
  vi.useFakeTimers();
  try {
    const { ask, state } = gateAt();
    const inside = many(state().room, () => ask());
    const page = ask("page");
    const press = ask("press");
    clock = 3_100;
    vi.advanceTimersByTime(400);
    expect([page.told, press.told]).toEqual(["refused", "line"]);
    clock = 9_100;
    vi.advanceTimersByTime(400);
    expect(press.told).toBe("refused");
    for (const one of inside) one.place.leave();
    expect(state()).toMatchObject({ inside: 0, waiting: 0 });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
