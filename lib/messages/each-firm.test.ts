import { afterEach, expect, test, vi } from "vitest";
import { eachFirm, putOffSeconds } from "./each-firm";

let logged: string[] = [];
vi.spyOn(process.stderr, "write").mockImplementation((line) => (logged.push(String(line)), true));
afterEach(() => {
  logged = [];
});

test("[S8] one firm's fault is logged with its id and put off, and no other firm waits for it", async () => {
  const ran: string[] = [];
  let now = 0;
  const work = {
    kind: "letters",
    firms: () => Promise.resolve(["a", "b", "c"]),
    run: (firmId: string) => {
      ran.push(firmId);
      return firmId === "a" ? Promise.reject(new Error("a letter of a")) : Promise.resolve();
    },
  };
  const round = () =>
    eachFirm(
      work,
      () => true,
      () => now,
    );
  expect(await round()).toBe(true);
  expect(ran).toEqual(["a", "b", "c"]);
  expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: "worker.firm_failed", work: "letters", firmId: "a", failures: 1, nextTrySeconds: 2 },
  ]);
  now = 1_999;
  await round();
  expect(ran.slice(3)).toEqual(["b", "c"]);
  now = 2_001;
  await round();
  expect(ran.slice(5)).toEqual(["a", "b", "c"]);
  // the second failure is put off twice as long
  now = 5_000;
  await round();
  expect(ran.slice(8)).toEqual(["b", "c"]);
});

test("[S8] a firm that failed counts from anew once it went well, and by each kind of work apart", async () => {
  let fails = true;
  let now = 0;
  const work = (kind: string) => ({
    kind,
    firms: () => Promise.resolve(["d"]),
    run: () => (fails ? Promise.reject(new Error("no")) : Promise.resolve()),
  });
  const round = (kind: string) =>
    eachFirm(
      work(kind),
      () => true,
      () => now,
    );
  expect(await round("one")).toBe(false);
  fails = false;
  expect(await round("two")).toBe(true);
  expect(await round("one")).toBe(false);
  now = 2_001;
  expect(await round("one")).toBe(true);
  fails = true;
  expect(await round("one")).toBe(false);
  expect(JSON.parse(logged.at(-1) ?? "{}")).toMatchObject({ failures: 1, nextTrySeconds: 2 });
});

test("[S8] a firm is put off for ten minutes at the most", () => {
  expect([1, 2, 3, 9, 10, 500].map(putOffSeconds)).toEqual([2, 4, 8, 512, 600, 600]);
});
