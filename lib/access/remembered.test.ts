import { beforeEach, expect, test, vi } from "vitest";
import { remembered } from "./remembered";

let asked: string[] = [];
const look = (key: string) => {
  asked.push(key);
  if (key === "away") return Promise.reject(new Error("away"));
  return Promise.resolve(key.startsWith("no") ? undefined : { key });
};

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
  };
});

test("[HT1] an answer is asked for once while it is fresh, and again when it is not", async () => {
  const firm = remembered(look, { ms: 5_000, most: 2 });
  expect([await firm("a"), await firm("a"), await firm("no"), await firm("no")]).toEqual([
    { key: "a" },
    { key: "a" },
    undefined,
    undefined,
  ]);
  expect(asked).toEqual(["a", "no"]);
  vi.advanceTimersByTime(5_001);
  await firm("a");
  expect(asked).toEqual(["a", "no", "a"]);
});

test("[HT1] a million invented names push out no real one and stay few", async () => {
  const firm = remembered(look, { ms: 5_000, most: 2 });
  await firm("a");
  for (let at = 0; at < 1_000; at++) await firm(`no-${at}`);
  asked = [];
  for (const key of ["a", "no-999", "no-998", "no-1"]) await firm(key);
  expect(asked).toEqual(["no-1"]);
});

test("[HT1] what fails is not kept", async () => {
  const firm = remembered(look, { ms: 5_000, most: 2 });
  await expect(firm("away")).rejects.toThrow("away");
  await expect(firm("away")).rejects.toThrow("away");
  expect(asked).toEqual(["away", "away"]);
});
