import { expect, test } from "vitest";
import { clientAddress, plainAddress } from "./client-address.mjs";

test("[RL2] an address counts without brackets, port and what wraps an IPv4 one, however a proxy writes it", () => {
  const forms: [string, string][] = [
    ["198.51.100.7", "198.51.100.7"],
    ["198.51.100.7:50312", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["[::FFFF:198.51.100.7]:50312", "198.51.100.7"],
    ["2001:db8::7", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["[2001:db8::7]:50312", "2001:db8::7"],
    ["unknown", ""],
    ["999.1.1.1:80", ""],
    ["", ""],
  ];
  for (const [written, plain] of forms) expect([written, plainAddress(written)]).toEqual([written, plain]);
});

test("[RL2] behind named proxies the outermost trusted entry counts, and else the socket", () => {
  const asked = (forwarded: string | undefined, hops: number) =>
    clientAddress(
      {
        socket: { remoteAddress: "::ffff:10.0.0.1" },
        headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      },
      hops,
    );
  expect(asked("203.0.113.9", 0)).toBe("10.0.0.1");
  expect(asked("203.0.113.9, 198.51.100.7:4711", 1)).toBe("198.51.100.7");
  expect(asked("203.0.113.9, [2001:db8::7]:4711, 10.0.0.2", 2)).toBe("2001:db8::7");
  expect(asked("unknown", 1)).toBe("10.0.0.1");
  expect(asked(undefined, 1)).toBe("10.0.0.1");
  expect(asked("203.0.113.9", 2)).toBe("10.0.0.1");
});
