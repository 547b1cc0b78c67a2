import { describe, expect, it } from "vitest";
import { chunkSaid, sha256Of, tusAbilities, wholeNumber } from "./tus";

const sum = Buffer.alloc(32, 9).toString("base64");
const good = {
  "tus-resumable": "1.0.0",
  "content-type": "application/offset+octet-stream",
  "upload-offset": "8388608",
  "content-length": "17",
  "upload-checksum": `sha256 ${sum}`,
};
const said = (changes: Record<string, string | undefined>) => {
  const given: Record<string, string | undefined> = { ...good, ...changes };
  const all = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return chunkSaid(new Headers(all));
};

describe("tus headers", () => {
  it("[UP2] a chunk's offset, length and checksum are read", () => {
    expect(said({})).toEqual({ offset: 8_388_608, length: 17, checksum: Buffer.alloc(32, 9) });
    expect(said({ "content-length": undefined })).toMatchObject({ length: undefined });
  });

  it.each([
    [412, { "tus-resumable": undefined }],
    [412, { "tus-resumable": "0.2.2" }],
    [415, { "content-type": "application/octet-stream" }],
    [400, { "upload-offset": undefined }],
    [400, { "upload-offset": "-1" }],
    [400, { "upload-offset": "1e3" }],
    [400, { "upload-offset": "9999999999999999" }],
    [400, { "upload-checksum": undefined }],
    [400, { "upload-checksum": `md5 ${sum}` }],
    [400, { "upload-checksum": "sha256 AAAA" }],
  ])("[UP2] %i for %j", (status, changes) => {
    const answer = said(changes);
    expect(answer).toBeInstanceOf(Response);
    if (answer instanceof Response)
      expect([answer.status, answer.headers.get("tus-resumable")]).toEqual([status, "1.0.0"]);
  });

  it("[UP2] numbers and checksums have one form only", () => {
    expect(wholeNumber("0")).toBe(0);
    expect([null, "", " 1", "1.0", "0x1"].map(wholeNumber)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(sha256Of(`sha256  ${sum}`)).toBeUndefined();
    expect(tusAbilities(5)["Tus-Max-Size"]).toBe("5");
  });
});
