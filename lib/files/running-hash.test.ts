import { createHash, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { dropHash, hashSoFar, keepHash } from "./running-hash";

it("[UP2] a running hash belongs to the parts it ran over, not to a length", () => {
  const id = randomUUID();
  const hash = createHash("sha256").update("first try");
  keepHash(id, "tag-of-first", hash);
  expect(hashSoFar({ id, parts: ["tag-of-first"] })?.digest("hex")).toBe(hash.copy().digest("hex"));
  expect(hashSoFar({ id, parts: ["tag-of-second"] })).toBeUndefined();
  expect(hashSoFar({ id, parts: ["tag-of-first", "next"] })).toBeUndefined();
  expect(hashSoFar({ id, parts: [] })?.digest("hex")).toBe(createHash("sha256").digest("hex"));
  dropHash(id);
  expect(hashSoFar({ id, parts: ["tag-of-first"] })).toBeUndefined();
});
