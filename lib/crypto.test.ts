import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  deriveKey,
  hashToken,
  keyId,
  newToken,
  openText,
  sameSecret,
  SealBroken,
  sealText,
  unwrapKey,
  wrapKey,
  type Place,
} from "./crypto";

const master = randomBytes(32);
const other = randomBytes(32);
const place: Place = { table: "messages", column: "body", firmId: "f1", rowId: "r1" };

describe("sealed texts", () => {
  it("[D2] come back as they were, never look alike twice, and name their key", () => {
    const text = "Bank statements – März 2026 ✓";
    const one = sealText(text, place, [master]);
    const two = sealText(text, place, [master]);
    expect(openText(one, place, [master])).toBe(text);
    expect(one).not.toBe(two);
    expect(one.startsWith(`v1.${keyId(master)}.`)).toBe(true);
    expect(openText(sealText("", place, [master]), place, [master])).toBe("");
  });

  it.each(["table", "column", "firmId", "rowId"] as const)("[CR3] do not open under another %s", (part) => {
    const sealed = sealText("secret", place, [master]);
    expect(() => openText(sealed, { ...place, [part]: "elsewhere" }, [master])).toThrow(SealBroken);
  });

  it("[CR3] do not open with any one character changed or cut", () => {
    const sealed = sealText("secret", place, [master]);
    for (let at = 0; at < sealed.length; at += 1) {
      const swapped = sealed.slice(0, at) + (sealed[at] === "A" ? "Q" : "A") + sealed.slice(at + 1);
      expect(() => openText(swapped, place, [master])).toThrow(SealBroken);
      expect(() => openText(sealed.slice(0, at), place, [master])).toThrow(SealBroken);
    }
  });

  it("[CR2] stay readable after the master changes, while the old one is kept", () => {
    const sealed = sealText("old", place, [master]);
    expect(openText(sealed, place, [other, master])).toBe("old");
    expect(() => openText(sealed, place, [other])).toThrow(/key/);
  });

  it("[CR4] 20,000 seals meet no nonce twice", () => {
    const nonces = new Set(
      Array.from({ length: 20_000 }, () => sealText("x", place, [master]).split(".")[2]),
    );
    expect(nonces.size).toBe(20_000);
  });
});

describe("file keys", () => {
  it("[D2] are wrapped for their row and for nothing else", () => {
    const key = randomBytes(32);
    const wrapped = wrapKey(key, place, [master]);
    expect(unwrapKey(wrapped, place, [master])).toEqual(key);
    expect(() => openText(wrapped, place, [master])).toThrow(SealBroken);
    expect(() => unwrapKey(wrapped, { ...place, rowId: "r2" }, [master])).toThrow(SealBroken);
    expect(() => wrapKey(randomBytes(16), place, [master])).toThrow(RangeError);
  });
});

describe("tokens and keys", () => {
  it("[A1] are 256 bits, each its own, kept as a hash", () => {
    expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(newToken()).not.toBe(newToken());
    expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("[CR5] are compared whatever their lengths", () => {
    expect(sameSecret("a", "a")).toBe(true);
    expect(sameSecret("a", "ab")).toBe(false);
    expect(sameSecret("", "")).toBe(true);
  });

  it("[CR2] differ by purpose and by master", () => {
    expect(deriveKey(master, "a")).toEqual(deriveKey(master, "a"));
    expect(deriveKey(master, "a")).not.toEqual(deriveKey(master, "b"));
    expect(deriveKey(master, "a")).not.toEqual(deriveKey(other, "a"));
  });
});
