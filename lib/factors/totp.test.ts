import { generateSync } from "otplib";
import { describe, expect, test } from "vitest";
import { base32, plainLetters, rfcLetters } from "./base32";
import { freshStep, inFours, secretFor, totpAddress, typedCode } from "./totp";
import { mayAddPasskey, mayAddTotp, mayRemoveFactor, passkeyName } from "./rules";

const secret = base32(Buffer.from("12345678901234567890"), rfcLetters);
const at = (step: number) => step * 30_000;
const codeOf = (step: number) => generateSync({ secret, epoch: step * 30 });

describe("one-time codes", () => {
  test("[MF2] codes follow RFC 6238: its test vector, six digits", () => {
    expect(secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(freshStep(secret, "287082", 0, 59_000)).toBe(1);
    expect(freshStep(secret, "081804", 0, 1_111_111_109_000)).toBe(37_037_036);
  });

  test("[MF2] a code of this step and its neighbours is right; two steps away it is not", () => {
    for (const [step, right] of [
      [998, false],
      [999, true],
      [1000, true],
      [1001, true],
      [1002, false],
    ] as const)
      expect([step, freshStep(secret, codeOf(step), 0, at(1000))]).toEqual([step, right ? step : undefined]);
  });

  test("[MF1] a code at or before the last used step is refused", () => {
    expect(freshStep(secret, codeOf(1000), 1000, at(1000))).toBeUndefined();
    expect(freshStep(secret, codeOf(999), 1000, at(1000))).toBeUndefined();
    expect(freshStep(secret, codeOf(1001), 1000, at(1000))).toBe(1001);
  });

  test("[MF2] where two neighbouring steps have the same code, the newest unused one counts", () => {
    const step = 910_737;
    expect([codeOf(step), codeOf(step + 1)]).toEqual(["911617", "911617"]);
    expect(freshStep(secret, codeOf(step), 0, at(step))).toBe(step + 1);
    expect(freshStep(secret, codeOf(step), step, at(step + 1))).toBe(step + 1);
  });

  test("[L8] the secret is 160 bits, the same for the same page, and another for another browser, login or salt", () => {
    const of = { firmId: "f", loginId: "l" };
    const shown = secretFor(of, "challenge", "salt");
    expect(shown).toMatch(/^[A-Z2-7]{32}$/);
    expect(secretFor(of, "challenge", "salt")).toBe(shown);
    const others = [
      secretFor(of, "another", "salt"),
      secretFor(of, "challenge", "other"),
      secretFor({ firmId: "f", loginId: "m" }, "challenge", "salt"),
      secretFor({ firmId: "g", loginId: "l" }, "challenge", "salt"),
    ];
    expect(new Set([shown, ...others]).size).toBe(5);
  });

  test("[L8] the address names the firm and the login, and the secret is shown in fours", () => {
    const address = new URL(totpAddress(secret, "Hill & Co: Bath", "m@x.example"));
    expect(address.protocol).toBe("otpauth:");
    expect(address.searchParams.get("secret")).toBe(secret);
    expect(address.searchParams.get("issuer")).toBe("Hill & Co  Bath");
    expect(inFours("ABCDEFGH")).toBe("ABCD EFGH");
    expect([typedCode(" 123 456 "), typedCode("12345"), typedCode("1234567"), typedCode("12345a")]).toEqual([
      "123456",
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("[MF5] recovery codes have no letter that looks like another", () => {
    expect(plainLetters).toHaveLength(32);
    expect(plainLetters).not.toMatch(/[oilu]/);
    expect(base32(Buffer.from([255, 0, 255, 0, 255]), plainLetters)).toHaveLength(8);
  });
});

test("[MF9] the last factor stays where the firm wants one, and only there", () => {
  expect(mayRemoveFactor(true, { totp: false, passkeys: 0 }).ok).toBe(false);
  expect(mayRemoveFactor(true, { totp: true, passkeys: 0 }).ok).toBe(true);
  expect(mayRemoveFactor(true, { totp: false, passkeys: 1 }).ok).toBe(true);
  expect(mayRemoveFactor(false, { totp: false, passkeys: 0 }).ok).toBe(true);
});

test("[L8] one authenticator app, twenty passkeys, names of at most sixty characters", () => {
  expect(mayAddTotp({ totp: true, passkeys: 0 }).ok).toBe(false);
  expect(mayAddTotp({ totp: false, passkeys: 3 }).ok).toBe(true);
  expect(mayAddPasskey({ totp: false, passkeys: 20 }).ok).toBe(false);
  expect(mayAddPasskey({ totp: false, passkeys: 19 }).ok).toBe(true);
  expect(passkeyName("  ", "Chrome on Android")).toBe("Chrome on Android");
  expect(passkeyName("x".repeat(80), "")).toHaveLength(60);
});
