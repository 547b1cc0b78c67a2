import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { boundaryOf, checkedAtEnd, fieldText, FormBroken, formParts } from "./multipart";

async function* inPieces(bytes: Buffer, piece: number) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function read(bytes: Buffer, piece = 7, boundary = "b") {
  const parts: { name: string; filename: string | undefined; body: string }[] = [];
  for await (const part of formParts(inPieces(bytes, piece), boundary, 1_000_000)) {
    const pieces: Buffer[] = [];
    for await (const one of part.body) pieces.push(Buffer.from(one));
    parts.push({ name: part.name, filename: part.filename, body: Buffer.concat(pieces).toString("latin1") });
  }
  return parts;
}

const head = (name: string, filename?: string) =>
  `Content-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n${filename === undefined ? "" : "Content-Type: x/y\r\n"}\r\n`;

describe("forms as a stream", () => {
  it("[P6] fields and files are read whatever the pieces they come in", async () => {
    const tricky = "\r\n--\r\n-b\r\n--c \r\n--".repeat(3);
    const body = Buffer.from(
      `preamble\r\n--b\r\n${head("a")}one\r\n--b\r\n${head("f", "x.pdf")}${tricky}\r\n--b  \r\n${head("e", "")}\r\n--b--\r\nepilogue`,
      "latin1",
    );
    const expected = [
      { name: "a", filename: undefined, body: "one" },
      { name: "f", filename: "x.pdf", body: tricky },
      { name: "e", filename: "", body: "" },
    ];
    for (let piece = 1; piece <= body.length; piece += 1) expect(await read(body, piece)).toEqual(expected);
  });

  it("[P6] a form made by the platform comes back, bytes and names alike", async () => {
    const bytes = randomBytes(300_000);
    const form = new FormData();
    form.set("text", "a\r\nb ü");
    form.set("file", new Blob([bytes]), 'Ü "q".pdf');
    const whole = new Response(form);
    const boundary = boundaryOf(whole.headers.get("content-type") ?? "") ?? "";
    const got = await read(Buffer.from(await whole.arrayBuffer()), 65_536, boundary);
    expect(got.map(({ name, filename }) => [name, filename])).toEqual([
      ["text", undefined],
      ["file", 'Ü "q".pdf'],
    ]);
    expect(Buffer.from(got[1]?.body ?? "", "latin1").equals(bytes)).toBe(true);
  });

  it("[UP5] a form cut anywhere, without names, or with endless headers is refused", async () => {
    const whole = Buffer.from(`--b\r\n${head("a")}one\r\n--b\r\n${head("f", "x")}two\r\n--b--`);
    for (let length = 0; length < whole.length; length += 1)
      await expect(read(whole.subarray(0, length))).rejects.toThrow(FormBroken);
    await expect(read(Buffer.from(`--b\r\nX: y\r\n\r\n1\r\n--b--`))).rejects.toThrow("no name");
    await expect(read(Buffer.from(`--b\r\nX: ${"y".repeat(20_000)}`), 1_000)).rejects.toThrow("too long");
    await expect(read(Buffer.from(`${`--b\r\n${head("a")}1\r\n`.repeat(200)}--b--`), 1_000)).rejects.toThrow(
      "Too many",
    );
  });

  it("[UP5] a part that is not read to its end is skipped, and the next one is whole", async () => {
    const form = Buffer.from(
      `--b\r\n${head("f", "x")}${"x".repeat(5_000)}\r\n--b\r\n${head("a")}one\r\n--b--`,
    );
    const got: string[] = [];
    for await (const part of formParts(inPieces(form, 100), "b", 1_000_000)) {
      if (part.filename === undefined) got.push(await fieldText(part));
      else for await (const _ of part.body) break;
    }
    expect(got).toEqual(["one"]);
  });

  it("[UP5] a field is only so long", async () => {
    const long = Buffer.from(`--b\r\n${head("a")}${"x".repeat(5_000)}\r\n--b--`);
    const use = async () => {
      for await (const part of formParts(inPieces(long, 100), "b", 1_000_000)) await fieldText(part);
    };
    await expect(use()).rejects.toThrow("too long");
  });

  it("[P6] the boundary is found, quoted or not", () => {
    expect(boundaryOf("multipart/form-data; boundary=----WebKitFormBoundaryX")).toBe(
      "----WebKitFormBoundaryX",
    );
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect([boundaryOf("text/plain; boundary=x"), boundaryOf("multipart/form-data")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("[UP5] of files that are refused only so many bytes are passed over, whatever is still to come", async () => {
    let sent = 0;
    async function* endless() {
      await Promise.resolve();
      yield Buffer.from(`--b\r\n${head("f", "x.exe")}`);
      for (; ; sent += 100) yield Buffer.alloc(100, 65);
    }
    const names: (string | undefined)[] = [];
    const reading = async () => {
      for await (const part of formParts(endless(), "b", 1_000)) names.push(part.filename);
    };
    await expect(reading()).rejects.toThrow("refused");
    expect(names).toEqual(["x.exe"]);
    expect(sent).toBeLessThan(2_000);
  });

  it("[F4] a body that ends after its sender was shut out does not count as whole", async () => {
    const read: number[] = [];
    const shut = () => Promise.reject(new Error("signed out"));
    const reading = async () => {
      for await (const piece of checkedAtEnd(inPieces(Buffer.alloc(20), 10), shut)) read.push(piece.length);
    };
    await expect(reading()).rejects.toThrow("signed out");
    expect(read).toEqual([10, 10]);
  });
});
