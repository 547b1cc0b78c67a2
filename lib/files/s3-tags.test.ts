import { describe, expect, test } from "vitest";
import { nextNumber, partsOf, tagOf, uploadIdOf } from "./s3-tags";
import { PartMissing } from "./store";

describe("the tags of parts on S3", () => {
  test("[D1] the first names its upload, whatever is in its name, and each its number", () => {
    const first = tagOf({ number: 7, etag: '"abc-1"' }, "2~x.y_z-=/+");
    expect(uploadIdOf(first)).toBe("2~x.y_z-=/+");
    expect(partsOf([first, tagOf({ number: 9, etag: "def" })])).toEqual([
      { number: 7, etag: "abc-1" },
      { number: 9, etag: "def" },
    ]);
  });

  test("[D1] numbers rise for 5,000 parts and never pass 10,000, and leap by chance", () => {
    const second = new Set<number>();
    for (let round = 0; round < 20; round += 1) {
      let last: string | undefined;
      for (let index = 0; index < 5_000; index += 1) {
        const number = nextNumber(last, index);
        expect(number).toBeGreaterThan(Number.parseInt(last ?? "0"));
        if (index === 1) second.add(number);
        last = tagOf({ number, etag: "e" });
      }
      expect(Number.parseInt(last ?? "0")).toBeLessThanOrEqual(10_000);
    }
    expect(second.size).toBeGreaterThan(10);
  });

  test.each([["2.a", "1.b"], ["1.a", "1.b"], ["nonsense"], ["0123456789abcdef"], ["1."]])(
    "[R3] tags that cannot be put together are parts that are missing: %s",
    (...tags) => {
      expect(() => partsOf(tags)).toThrow(PartMissing);
    },
  );

  test("[R3] a first part without its upload is missing", () => {
    for (const tag of [undefined, "1.a", "x"]) expect(() => uploadIdOf(tag)).toThrow(PartMissing);
  });
});
