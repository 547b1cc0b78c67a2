import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Result = { ok: boolean; message?: string; values?: Record<string, string> } | null;

const form = new FormData();
for (const [name, value] of [
  ["as", "firm.contact"],
  ["answer", "A van, for deliveries."],
  ["chosen", "one"],
  ["chosen", "two"],
  ["password", "correct horse"],
  ["$ACTION_KEY", "k"],
] as const)
  form.append(name, value);

beforeEach(() => {
  vi.stubGlobal("window", globalThis);
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());

async function kept(answer: () => Promise<Result>): Promise<Result> {
  const { keptAction } = await import("./kept-action");
  return keptAction<Result>(answer, (_, refusal) => refusal)(null, form);
}

test("[P2] an action without an answer of Lodge's comes back with what was typed, never with another's words", async () => {
  for (const problem of [
    new TypeError("Failed to fetch"),
    new Error("An unexpected response was received from the server."),
    new Error("Blocked by Example Gateway 7"),
  ]) {
    const result = await kept(() => Promise.reject(problem));
    expect(result).toMatchObject({
      ok: false,
      values: { answer: "A van, for deliveries.", chosen: "one\ntwo" },
    });
    expect(result?.message).toMatch(/^No answer came from the portal/);
    expect(JSON.stringify(result)).not.toMatch(/correct horse|Gateway|unexpected|firm\.contact/);
  }
});

test("[RL4] a press that found no place is said to be not saved, with what was typed", async () => {
  const result = await kept(() => Promise.reject(new Error("busy")));
  expect(result?.message).toMatch(/not saved.*still here/);
});

test("[P2] an answer, and an error that has a number, go on as they are", async () => {
  expect(await kept(() => Promise.resolve({ ok: true }))).toEqual({ ok: true });
  const told = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;push;/;303;" });
  await expect(kept(() => Promise.reject(told))).rejects.toBe(told);
});

test("[P6] on the server a form's action is the action itself, which works without a script", async () => {
  const { keptAction } = await import("./kept-action");
  vi.unstubAllGlobals();
  const action = () => Promise.resolve(null);
  expect(keptAction<Result>(action, (_, refusal) => refusal)).toBe(action);
});

/** A server that is too busy so often; then it answers. */
async function asked(init: RequestInit, answers: Response[]): Promise<{ status: number; times: number }> {
  vi.useFakeTimers();
  vi.resetModules();
  try {
    const fetched = vi.fn(() => Promise.resolve(answers.shift() ?? new Response("ok")));
    vi.stubGlobal("fetch", fetched);
    const { bePatient } = await import("./patient-fetch");
    bePatient();
    bePatient();
    const answer = window.fetch("/tasks/1", init);
    await vi.advanceTimersByTimeAsync(120_000);
    return { status: (await answer).status, times: fetched.mock.calls.length };
  } finally {
    vi.useRealTimers();
  }
}
const busy = (marked = true) =>
  new Response("", {
    status: 503,
    headers: { "Retry-After": "3", ...(marked ? { "Lodge-Answer": "1" } : {}) },
  });
const press = { method: "POST", headers: { "Next-Action": "x" } };

test("[RL4] a press in an open page that finds no place goes again by itself, some times", async () => {
  expect(await asked(press, [busy(), busy()])).toEqual({ status: 200, times: 3 });
  expect(await asked({ headers: { RSC: "1" } }, [busy()])).toEqual({ status: 200, times: 2 });
});

test("[RL4] it is not sent for ever", async () => {
  expect(
    await asked(
      press,
      Array.from({ length: 9 }, () => busy()),
    ),
  ).toEqual({ status: 503, times: 6 });
});

test("[P2] a proxy's 503 says nothing of whether it was done: it is not sent again, nor is what the page itself asks", async () => {
  expect(await asked(press, [busy(false)])).toEqual({ status: 503, times: 1 });
  expect(await asked({ method: "POST" }, [busy()])).toEqual({ status: 503, times: 1 });
});
