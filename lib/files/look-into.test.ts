import { describe, expect, it } from "vitest";
import { compoundOf, zipOf } from "@/test/factories/archives";
import { lookInto } from "./look-into";
import { tailBytes } from "./sniff";

const segment = 1024 * 1024;

/** Looks into a file as the finish of an upload does; `reads` counts what it asked for. */
async function told(name: string, bytes: Buffer) {
  let reads = 0;
  const read = (from: number, to: number) => {
    reads += Math.max(0, Math.min(to, bytes.length) - from);
    return Promise.resolve(bytes.subarray(from, to));
  };
  const head = bytes.subarray(0, segment);
  const tail = bytes.subarray(-tailBytes);
  return { ...(await lookInto({ name, size: bytes.length, head, tail }, read)), reads };
}
const marksOf = async (name: string, bytes: Buffer) => (await told(name, bytes)).marks;

const openXml = ["[Content_Types].xml", "_rels/.rels"];

describe("documents with macros", () => {
  const cases: [string, string, Buffer][] = [
    ["a workbook", "a.xlsx", zipOf([...openXml, "xl/workbook.xml", "xl/vbaProject.bin"])],
    ["a letter", "a.docx", zipOf([...openXml, "word/document.xml", "word/vbaProject.bin"])],
    ["slides", "a.pptx", zipOf([...openXml, "ppt/presentation.xml", "ppt/vbaProject.bin"])],
    [
      "a workbook with macro sheets",
      "a.xlsx",
      zipOf([...openXml, "xl/workbook.xml", "xl/macrosheets/sheet1.xml"]),
    ],
    ["a workbook by its name alone", "a.xlsm", zipOf([...openXml, "xl/workbook.xml"])],
    ["an old workbook", "a.xls", compoundOf(["Workbook", "_VBA_PROJECT_CUR", "VBA"])],
    ["an old letter", "a.doc", compoundOf(["WordDocument", "Macros", "VBA"])],
    [
      "an old workbook whose directory lies far away",
      "a.xls",
      compoundOf(["Workbook", "a", "b", "c", "VBA"], { far: 9_000 }),
    ],
    [
      "an old database",
      "a.dat",
      Buffer.concat([Buffer.from("\0\u0001\0\0Standard Jet DB\0", "latin1"), Buffer.alloc(2_000)]),
    ],
  ];
  it.each(cases)("[D3] %s is taken and marked", async (_title, name, bytes) => {
    const found = await told(name, bytes);
    expect(found).toMatchObject({ marks: ["macros"] });
    expect(found.program ?? found.unsafePage).toBeUndefined();
  });

  it("[D3] those without macros carry no mark", async () => {
    for (const [name, bytes] of [
      ["a.xlsx", zipOf([...openXml, "xl/workbook.xml"])],
      ["a.xls", compoundOf(["Workbook", "SummaryInformation"])],
      ["a.doc", compoundOf(["WordDocument", "Macro note"])],
      ["a.pdf", Buffer.from("%PDF-1.7")],
      ["a.txt", Buffer.from("xl/vbaProject.bin")],
    ] as const)
      expect(await marksOf(name, bytes)).toEqual([]);
  });

  it("[D3] an OpenDocument file with scripts is marked", async () => {
    const type = { name: "mimetype", body: Buffer.from("application/vnd.oasis.opendocument.spreadsheet") };
    expect(await marksOf("a.ods", zipOf([type, "content.xml"]))).toEqual([]);
    expect(await marksOf("a.ods", zipOf([type, "content.xml", "Basic/Standard/Module1.xml"]))).toEqual([
      "macros",
    ]);
  });
});

describe("archives", () => {
  const cases: [string, string, Buffer, string[]][] = [
    ["with a program", "a.zip", zipOf(["readme.txt", "setup.exe"]), ["archived_programs"]],
    ["with a shortcut under a doubled ending", "a.zip", zipOf(["statement.pdf.lnk"]), ["archived_programs"]],
    ["with a workbook with macros", "a.zip", zipOf(["a.xlsm"]), ["archived_macros"]],
    ["with both", "a.zip", zipOf(["x/a.docm", "y/b.js"]), ["archived_programs", "archived_macros"]],
    ["with an archive", "a.zip", zipOf(["more.zip"]), ["closed"]],
    ["with documents", "a.zip", zipOf(["a.pdf", "b.xlsx", "c.csv"]), []],
    ["of a CSV and a manifest", "a.zip", zipOf(["META-INF/MANIFEST.MF", "bookings.csv"]), []],
    ["of a saved page", "a.zip", zipOf(["statement.html"]), []],
    [
      "behind other bytes",
      "a.zip",
      zipOf(["z.exe"], { before: zipOf(["a.txt"]).subarray(0, 40) }),
      ["archived_programs"],
    ],
    ["with a large end", "a.zip", zipOf(["a.txt", "z.exe"], { large: true }), ["archived_programs"]],
    ["of another kind", "a.7z", Buffer.from("377abcaf271c0004", "hex"), ["closed"]],
    ["a compressed one", "a.tar.gz", Buffer.from("1f8b0800", "hex"), ["closed"]],
    ["without its end", "a.zip", zipOf(["a.txt", "b.txt"]).subarray(0, 60), ["closed"]],
  ];
  it.each(cases)("[D3] an archive %s", async (_title, name, bytes, marks) => {
    const found = await told(name, bytes);
    expect(found.program).toBeUndefined();
    expect(found.marks).toEqual(marks);
  });

  it("[D3] a program far inside a large archive is seen by its directory, and little is read", async () => {
    const filler = Array.from(
      { length: 4_000 },
      (_, nth) => `folder/with a long name of its own ${String(nth)}.pdf`,
    );
    const large = { name: "scan.tif", body: Buffer.alloc(3 * segment, 7) };
    const bytes = zipOf(["first.pdf", large, "hidden.scr", ...filler]);
    const found = await told("a.zip", bytes);
    expect(found.marks).toEqual(["archived_programs"]);
    expect(found.reads).toBeLessThan(segment);
  });

  it("[D3] a directory without bounds is not read, and said to be closed", async () => {
    const many = Array.from({ length: 21_000 }, (_, nth) => String(nth));
    const found = await told("a.zip", zipOf(many));
    expect(found.marks).toEqual(["closed"]);
    expect(found.reads).toBe(0);
  });

  it("[D3] a jar by another name is a program, a manifest alone is none", async () => {
    expect((await told("a.zip", zipOf(["META-INF/MANIFEST.MF", "Main.class"]))).program?.kind).toContain(
      "Java",
    );
    expect((await told("a.zip", zipOf(["AndroidManifest.xml", "classes.dex"]))).program?.kind).toContain(
      "Android",
    );
    expect((await told("a.zip", zipOf(["AppxManifest.xml"]))).program?.all).toBe("installers");
  });
});

it("[D3] an installer whose directory lies far away is one", async () => {
  const bytes = compoundOf(["a"], { root: "84100c0000000000c000000000000046", far: 5_000 });
  expect((await told("a.doc", bytes)).program?.kind).toContain("installer");
});

describe("web pages under other endings", () => {
  const table = Buffer.from("<html><body><table><tr><td>1</td></tr></table></body></html>");
  it("[D3] a table of values is taken and marked, and is no page when it is saved", async () => {
    for (const name of ["bank.xls", "bank.csv", "letter.doc"])
      expect(await told(name, table)).toMatchObject({
        contentType: "application/octet-stream",
        marks: ["web_page"],
      });
    expect((await told("bank.pdf", table)).program?.kind).toBe("a web page (HTML)");
    expect((await told("bank.xls", table)).unsafePage).toBeUndefined();
  });

  it("[D3] one that holds a script far behind its beginning is found out", async () => {
    const long = Buffer.concat([
      table.subarray(0, -14),
      Buffer.alloc(2 * segment, " "),
      Buffer.from("<script>1</script>"),
    ]);
    expect((await told("bank.xls", long)).unsafePage).toBe("a script");
    const longer = Buffer.concat([table, Buffer.alloc(9 * segment, " ")]);
    expect((await told("bank.xls", longer)).unsafePage).toBe("too much to look through");
  });

  it("[D3] a CSV that begins with a tag, or as scripts do, is a CSV", async () => {
    for (const text of [
      "<b>Summary</b>,Amount\nFees,12.50\n",
      "#!,Amount\n",
      "<script>x</script>;1\n",
      "@echo off,1\n",
    ])
      expect(await told("summary.csv", Buffer.from(text))).toMatchObject({
        contentType: "text/csv",
        marks: [],
      });
    expect((await told("summary.txt", Buffer.from("<b>Summary</b>,Amount"))).program).toBeDefined();
  });
});

it("[D3] source code that begins as scripts or pages do is taken and marked", async () => {
  for (const [name, text] of [
    ["clean.py", "#!/usr/bin/env python3\nprint(1)\n"],
    ["page.php", "<!DOCTYPE html><?php echo 1; ?>"],
    ["run.pl", "#!/usr/bin/perl\n"],
    ["notes.txt", "<?php echo 1;"],
  ] as const)
    expect(await told(name, Buffer.from(text))).toMatchObject({
      contentType: "text/plain",
      marks: ["source"],
    });
  expect((await told("notes.txt", Buffer.from("#!/bin/sh\n"))).program?.kind).toBe("a script");
});

it("[D3] broken directories never throw", async () => {
  const whole = [zipOf(["a.txt", "b.exe"]), zipOf(["a"], { large: true }), compoundOf(["VBA"], { far: 3 })];
  for (const bytes of whole)
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at] = 0xff;
      await told("a.bin", broken);
      await told("a.bin", bytes.subarray(0, at));
    }
});
