import { describe, expect, test } from "vitest";
import { numberOf, partsOf, tagOf, uploadIdOf } from "./s3-tags";
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

  test("[D1] each try has its own number, and past the last that S3 takes the upload begins again", () => {
    expect([1, 2, 10_000].map(numberOf)).toEqual([1, 2, 10_000]);
    for (const attempt of [0, 10_001]) expect(() => numberOf(attempt)).toThrow(PartMissing);
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
