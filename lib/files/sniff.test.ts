import { describe, expect, it } from "vitest";
import { sniff } from "./sniff";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const padded = (start: Buffer | string, length = 2048) =>
  Buffer.concat([Buffer.from(start), Buffer.alloc(length)]);
const of = (bytes: Buffer | string) => {
  const all = Buffer.from(bytes);
  return sniff(all.subarray(0, 1024 * 1024), all.subarray(-65_536));
};

/** A ZIP of stored, empty entries, with or without its directory. */
function zip(names: string[], first = Buffer.alloc(0)): Buffer {
  const entry = (name: string, central: boolean) => {
    const head = Buffer.alloc(central ? 46 : 30);
    head.write(central ? "PK\u0001\u0002" : "PK\u0003\u0004", "latin1");
    head.writeUInt16LE(Buffer.byteLength(name), central ? 28 : 26);
    return Buffer.concat([head, Buffer.from(name)]);
  };
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  return Buffer.concat([
    first,
    ...names.map((n) => entry(n, false)),
    ...names.map((n) => entry(n, true)),
    end,
  ]);
}

/** A compound file whose root entry stands in its second sector. */
function compound(classId: string): Buffer {
  const bytes = Buffer.alloc(4096);
  hex("d0cf11e0a1b11ae1").copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  hex(classId).copy(bytes, 1024 + 80);
  return bytes;
}

describe("programs and scripts, whatever their name", () => {
  const programs: [string, Buffer | string][] = [
    ["a Windows program", padded(hex("4d5a9000030000000400"))],
    ["an ELF program", padded(hex("7f454c4602010100"))],
    ["a Mach-O program", padded(hex("cffaedfe07000001"))],
    ["a universal Mach-O", padded(hex("cafebabe00000002"))],
    ["a shell script", "#!/bin/sh\nrm -rf /\n"],
    ["a Python script", "#!/usr/bin/env python3\n"],
    ["a batch file", "@echo off\r\ndel *.*"],
    ["a batch file in capitals", "\r\n@ECHO OFF\r\n"],
    ["HTML", "<!DOCTYPE html><html><script>alert(1)</script>"],
    ["HTML after blanks and comments", "\n  <!-- hello -->\n<!-- again --> <HTML>"],
    ["HTML with a byte order mark", "\ufeff<html>"],
    ["HTML in UTF-16", Buffer.concat([hex("fffe"), Buffer.from("<html><body>", "utf16le")])],
    ["HTML that begins with a script", "<script src=x></script>"],
    [
      "XHTML",
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'],
    ["SVG after an XML line and a comment", '<?xml version="1.0"?>\n<!-- Inkscape -->\n<svg width="1">'],
    ["SVG with a prefix", '<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg">'],
    ["SVG after a style sheet line", '<?xml version="1.0"?><?xml-stylesheet href="a.css"?><svg width="1">'],
    ["a jar", zip(["META-INF/MANIFEST.MF", "Main.class"])],
    ["a jar whose manifest comes late", zip(["Main.class", "meta-inf/manifest.mf"])],
    [
      "a jar behind something else",
      Buffer.concat([zip(["a.txt"]).subarray(0, 35), zip(["META-INF/MANIFEST.MF"])]),
    ],
    [
      "a zipped Mac app",
      zip(["Setup.app/", "Setup.app/Contents/Info.plist", "Setup.app/Contents/MacOS/Setup"]),
    ],
    ["an msi", compound("84100c0000000000c000000000000046")],
    ["an msp", compound("86100c0000000000c000000000000046")],
    ["a dmg", Buffer.concat([Buffer.alloc(5000, 7), Buffer.from("koly"), Buffer.alloc(508)])],
  ];
  it.each(programs)("[D3] %s is told from its content", (_title, bytes) => {
    expect(of(bytes).program).toBeTypeOf("string");
  });
});

describe("everything else is taken, and its type told", () => {
  const others: [string, Buffer | string, string][] = [
    ["a PDF", "%PDF-1.7\n%âãÏÓ", "application/pdf"],
    ["a JPEG", padded(hex("ffd8ffe000104a464946")), "image/jpeg"],
    ["a PNG", padded(hex("89504e470d0a1a0a0000000d")), "image/png"],
    ["a photo of an iPhone", padded(Buffer.concat([hex("00000018"), Buffer.from("ftypheic")])), "image/heic"],
    ["a film", padded(Buffer.concat([hex("00000018"), Buffer.from("ftypisom")])), "video/mp4"],
    [
      "a Word file",
      zip(["[Content_Types].xml", "word/document.xml"]),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    [
      "an Excel file",
      zip(["[Content_Types].xml", "xl/workbook.xml"]),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    ["a ZIP with a program inside", zip(["setup.exe", "readme.txt"]), "application/zip"],
    ["an old Word file", compound("0609020000000000c000000000000046"), "application/x-cfb"],
    ["a CSV that quotes HTML", "date,what\n1,<script>alert(1)</script>\n", "text/plain"],
    ["a text that speaks of MZ", "MZ is a region code\n".repeat(20), "text/plain"],
    ["an XML invoice", '<?xml version="1.0"?>\n<Invoice xmlns="urn:x"><svg/></Invoice>', "application/xml"],
    ["a mail", "From: a@example.com\nContent-Type: text/html\n\n<html>", "text/plain"],
    ["a note that begins with <pending>", "<pending> the bank", "text/plain"],
    ["one byte", "x", "text/plain"],
    ["unknown bytes", hex("00010203"), "application/octet-stream"],
  ];
  it.each(others)("[D3] %s", (_title, bytes, contentType) => {
    expect(of(bytes)).toEqual({ contentType });
  });

  it("[D3] short and broken beginnings never throw", () => {
    for (const start of [
      "d0cf11e0a1b11ae1",
      "504b0304",
      "504b0102",
      "4d5a",
      "cafe",
      "fffe",
      "feff41",
      "25",
    ]) {
      for (const length of [0, 1, 3, 18, 30, 100]) {
        const bytes = Buffer.concat([hex(start), Buffer.alloc(length, 0x50)]);
        expect(() => of(bytes)).not.toThrow();
        expect(() => of(bytes.subarray(0, length))).not.toThrow();
      }
    }
  });
});
