import { expect, test } from "vitest";
import { isOwn, wordsFor } from "./own-words";

test("[P2] an answer is Lodge's by its mark alone, whatever its status or its page says", () => {
  const page = "<h1>413 Request Entity Too Large</h1>";
  expect(isOwn(new Response(page, { status: 413, headers: { Server: "nginx" } }))).toBe(false);
  expect(isOwn(new Response("{}", { headers: { "lodge-answer": "0" } }))).toBe(false);
  expect(isOwn(new Response("Too large.", { status: 413, headers: { "lodge-answer": "1" } }))).toBe(true);
  expect(isOwn(Response.error())).toBe(false);
});

test("[P2] every other answer becomes one of our sentences, by its status", () => {
  for (const status of [0, 200, 302, 403, 404, 407, 408, 413, 429, 500, 502, 503, 504, 511, 520])
    expect(wordsFor(status)).toMatch(/^[A-Z][^<>]*\.$/);
  expect(wordsFor(413)).toContain("smaller");
  expect(wordsFor(502)).toContain("Wait a moment");
});
