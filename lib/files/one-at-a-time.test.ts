import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time";

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

it("[R1] works of one key run one after the other, also after one that failed; of two keys side by side", async () => {
  const said: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      said.push(`${name} begins`);
      await pause();
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([
    oneAtATime("a", work("first", true)),
    oneAtATime("a", work("second")),
    oneAtATime("b", work("other")),
  ]);
  expect(all.map((one) => one.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  const ofA = said.filter((line) => !line.startsWith("other"));
  expect(ofA).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(said.indexOf("other begins")).toBeLessThan(said.indexOf("first ends"));
  expect(await oneAtATime("a", work("third"))).toBe("third");
});
