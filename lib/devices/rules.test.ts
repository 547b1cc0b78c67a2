import { expect, test } from "vitest";
import { deviceGlyph, deviceInWords, looksInWords, placeInWords } from "./rules";

test("[A12] a device is named by browser and system", () => {
  expect(deviceInWords({ browser: "Chrome", system: "Android" })).toBe("Chrome on Android");
  expect(["iPhone", "Windows"].map((system) => deviceGlyph({ system }))).toEqual(["mobile", "computer"]);
});

test.each([
  ["81.2.69.160", "GB", "United Kingdom"],
  ["10.1.2.3", null, "this network"],
  ["172.31.0.1", null, "this network"],
  ["172.32.0.1", null, ""],
  ["192.168.1.20", null, "this network"],
  ["::ffff:127.0.0.1", null, "this network"],
  ["::1", null, "this network"],
  ["fd12:3456::1", null, "this network"],
  ["2001:db8::1", null, ""],
  ["203.0.113.9", null, ""],
  ["203.0.113.9", "**", ""],
  ["", null, ""],
])("[A12] the place of %s in %s is %j", (ip, country, words) => {
  expect(placeInWords({ ip, country }, "en-GB")).toBe(words);
});

test("[A12] looks at a link are counted in words, machines apart", () => {
  expect(looksInWords({ people: 0, machines: 0 })).toBe("");
  expect(looksInWords({ people: 1, machines: 3 })).toBe(
    "Looked at once by a person and 3 times by a mail scanner.",
  );
  expect(looksInWords({ people: 0, machines: 2 })).toBe("Looked at twice by a mail scanner.");
});
