import { expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { greeting } from "./greeting";
import { outOfSupport } from "./node-support";

const november = new Date("2026-11-30T12:00:00Z");

test("[O1] a Node without fixes is named in one line of the greeting, with the way to a newer one", () => {
  const line =
    "20.20.2 has had no security fixes since April 2026: install Node 24 from https://nodejs.org, then start again";
  expect(outOfSupport("20.20.2", november)).toBe(line);
  const said = (version: string) => greeting(readEnv({}, true), "embedded", { version, now: november });
  expect(said("20.20.2").filter((row) => row.includes("security fixes"))).toEqual([`  Node     ${line}`]);
  expect(said("24.22.3").join("\n")).not.toContain("security fixes");
});

test("[O1] a line of Node counts as supported until its last day, and one not known yet always", () => {
  expect(outOfSupport("22.23.5", november)).toBeUndefined();
  expect(outOfSupport("22.23.5", new Date("2027-04-30T12:00:00Z"))).toBeUndefined();
  expect(outOfSupport("22.23.5", new Date("2027-05-01T00:00:00Z"))).toContain("since April 2027");
  expect(outOfSupport("25.1.0", november)).toContain("since June 2026");
  expect(outOfSupport("30.0.0", november)).toBeUndefined();
});
