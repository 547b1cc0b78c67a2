import { expect, test } from "vitest";
import { addressKey } from "./rate-limit";

test("[RL2] IPv6 addresses of one /64 count as one, however they are written, and those of others apart", () => {
  const one = ["2001:db8::1", "2001:DB8:0:0:a:b:c:d", "2001:0db8::a:b:c:d", "2001:db8::198.51.100.7"];
  expect(new Set(one.map(addressKey))).toEqual(new Set(["2001:db8:0:0"]));
  const others = ["2001:db8:0:1::1", "2001:db8:1::1", "2a01:e0a:1::5", "2a01:e0a:1:2:3:4:5:6", "::1"];
  expect(new Set([...others, "2001:db8::1"].map(addressKey)).size).toBe(6);
  expect(addressKey("2a01:e0a:1::5")).toBe(addressKey("2a01:e0a:1:0:ffff::5%eth0"));
  expect(addressKey("2001:db8:1:2::")).toBe(addressKey("2001:db8:1:2:3:4:5:6"));
});

test("[RL2] IPv4 addresses count each by itself, also inside IPv6 ones", () => {
  expect(addressKey("198.51.100.7")).toBe("198.51.100.7");
  for (const inside of ["::ffff:198.51.100.7", "::FFFF:c633:6407", "0:0:0:0:0:ffff:198.51.100.7"])
    expect([inside, addressKey(inside)]).toEqual([inside, "198.51.100.7"]);
});
