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
      Buffer.concat([zip(["a.txt"]).subarray(0, 35), zip(["META-INF/MANIFEST.MF", "Main.class"])]),
    ],
    [
      "a zipped Mac app",
      zip(["Setup.app/", "Setup.app/Contents/Info.plist", "Setup.app/Contents/MacOS/Setup"]),
    ],
    ["an msi", compound("84100c0000000000c000000000000046")],
    ["an msp", compound("86100c0000000000c000000000000046")],
    ["a dmg", Buffer.concat([Buffer.alloc(5000, 7), Buffer.from("koly"), Buffer.alloc(508)])],
    ["an HTML program", '<hta:application id="a"><p>x'],
    ["an HTML program after a comment", "<!-- x --><HTA:APPLICATION>"],
    ["a Windows script file", '<job id="a"><script language="VBScript">MsgBox 1</script></job>'],
    ["one after an XML line", '<?xml version="1.0"?>\n<package><job><script src="a.js"/></job></package>'],
    ["a scriptlet", '<?XML version="1.0"?><scriptlet><registration/><script>1</script></scriptlet>'],
    ["a shortcut", padded(hex("4c0000000114020000000000c000000000000046"))],
    ["an address of Windows", "[InternetShortcut]\r\nURL=http://example.com/\r\n"],
    [
      "one with more before it",
      "[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,11\r\n[InternetShortcut]\r\nURL=x",
    ],
    [
      "an address of a Mac",
      '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "x" "y"><plist><dict><key>URL</key><string>x</string></dict></plist>',
    ],
    [
      "a profile of a Mac",
      '<?xml version="1.0"?><plist><dict><key>PayloadContent</key><array/></dict></plist>',
    ],
    ["a starter of Linux", "[Desktop Entry]\nType=Application\nExec=sh\n"],
    ["a command of Explorer", "[Shell]\r\nCommand=2\r\n[Taskbar]\r\nCommand=ToggleDesktop"],
    [
      "entries of the registry",
      Buffer.concat([hex("fffe"), Buffer.from("Windows Registry Editor Version 5.00\r\n", "utf16le")]),
    ],
    ["old entries of the registry", "REGEDIT4\r\n"],
    ["a console", '<?xml version="1.0"?>\n<MMC_ConsoleFile ConsoleVersion="3.0">'],
    ["a Java starter", '<?xml version="1.0"?><jnlp spec="1.0+">'],
    [
      "a ClickOnce program",
      '<?xml version="1.0"?><asmv1:assembly xmlns:asmv1="urn:schemas-microsoft-com:asm.v1">',
    ],
    ["settings of Windows", '<?xml version="1.0"?><PCSettings><SearchableContent>'],
    ["a library of Windows", '<?xml version="1.0"?><libraryDescription xmlns="x">'],
    [
      "a sandbox of Windows",
      "<Configuration><LogonCommand><Command>x</Command></LogonCommand></Configuration>",
    ],
    ["a remote desktop", "screen mode id:i:2\r\nfull address:s:example.com\r\n"],
    ["a help file", padded(hex("4954534603000000"))],
    [
      "a saved page of Chrome",
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.com/\r\n\r\n<html>",
    ],
    ["a disc", Buffer.concat([Buffer.alloc(32_769), Buffer.from("CD001"), Buffer.alloc(4_000)])],
    ["a disc in UDF", Buffer.concat([Buffer.alloc(32_769), Buffer.from("BEA01"), Buffer.alloc(4_000)])],
    [
      "a disk of fixed size",
      Buffer.concat([Buffer.alloc(5_000, 7), Buffer.from("conectix"), Buffer.alloc(504)]),
    ],
    ["a disk that grows", padded("conectix")],
    ["a newer disk", padded("vhdxfile")],
    ["a stick", Buffer.concat([hex("eb3c90"), Buffer.alloc(507), hex("55aa"), Buffer.alloc(2_000)])],
    [
      "a disk with partitions",
      Buffer.concat([
        Buffer.alloc(446),
        hex("80010100"),
        hex("0c"),
        Buffer.alloc(59),
        hex("55aa"),
        Buffer.alloc(2_000),
      ]),
    ],
    ["an installer of a Mac", padded(hex("78617221001c0001"))],
    ["a cabinet", padded(hex("4d53434600000000"))],
    ["a Debian package", "!<arch>\ndebian-binary   "],
    ["a RedHat package", padded(hex("edabeedb"))],
    ["a Mac script", padded("FasdUAS 1.101.10")],
    ["a zipped Mac workflow", zip(["a.workflow/Contents/document.wflow"])],
    ["an Android program", zip(["AndroidManifest.xml", "classes.dex"])],
    ["a package of the Windows store", zip(["AppxManifest.xml"])],
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
    ["a PDF after blanks", "\r\n  %PDF-1.4\n", "application/pdf"],
    ["a PDF after a byte order mark", "\ufeff%PDF-1.4\n", "application/pdf"],
    [
      "a PDF behind a printer's lines",
      `\u001b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.4\n${"x".repeat(2_000)}\n%%EOF\n`,
      "application/pdf",
    ],
    ["a text that speaks of a PDF", "The file begins with %PDF-1.4 and is broken.", "text/plain"],
    ["a TIFF", padded(hex("49492a0008000000")), "image/tiff"],
    ["a BigTIFF", padded(hex("49492b0008000000")), "image/tiff"],
    ["a BigTIFF of the other end", padded(hex("4d4d002b00080000")), "image/tiff"],
    [
      "an old film",
      padded(Buffer.concat([hex("00000020"), Buffer.from("moov"), hex("00000018")])),
      "video/quicktime",
    ],
    [
      "an old film whose picture comes first",
      padded(Buffer.concat([hex("00000008"), Buffer.from("wide")])),
      "video/quicktime",
    ],
    [
      "a recording of an iPhone",
      padded(Buffer.concat([hex("0000001c"), Buffer.from("ftypM4A ")])),
      "audio/mp4",
    ],
    [
      "a film of an old phone",
      padded(Buffer.concat([hex("0000001c"), Buffer.from("ftyp3gp4")])),
      "video/3gpp",
    ],
    [
      "a WebP picture",
      padded(Buffer.concat([Buffer.from("RIFF"), hex("10000000"), Buffer.from("WEBP")])),
      "image/webp",
    ],
    [
      "a recording in WAV",
      padded(Buffer.concat([Buffer.from("RIFF"), hex("10000000"), Buffer.from("WAVE")])),
      "audio/wav",
    ],
    ["a bitmap", padded(Buffer.concat([Buffer.from("BM"), hex("36000000"), hex("00000000")])), "image/bmp"],
    ["a text that begins as bitmaps do", "BMW, company car\n", "text/plain"],
    ["a ZIP of a CSV and a manifest", zip(["META-INF/MANIFEST.MF", "bookings.csv"]), "application/zip"],
    ["an XML of a bank", '<?xml version="1.0"?><Document><package/></Document>', "application/xml"],
    [
      "a mail with pictures",
      "From: A <a@example.com>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\nx",
      "text/plain",
    ],
    ["settings of another program", "[Section]\nCommand=x\n", "text/plain"],
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
