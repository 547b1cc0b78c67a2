import { describe, expect, it, test } from "vitest";
import { cleanName, filesPerTask, formatBytes, mayAddFile, mayUpload, wantedByName } from "./rules";
import { extensionOf } from "./ending-rules";

const GiB = 1024 ** 3;

describe("what may be sent", () => {
  it.each([
    "exe",
    "msi",
    "com",
    "scr",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "js",
    "jar",
    "app",
    "dmg",
    "sh",
    "html",
    "svg",
  ])("[P5] a .%s is refused by its name, with the rule", (ending) => {
    for (const name of [`report.${ending}`, `report.pdf.${ending.toUpperCase()}`, `report.${ending}. .`]) {
      const verdict = mayUpload(name, 10, 2 * GiB);
      expect(verdict.ok).toBe(false);
      if (!verdict.ok) {
        expect(verdict.reason).toContain(name);
        expect(verdict.reason).toContain(`.${ending}`);
      }
    }
  });

  it.each([
    "statement.pdf",
    "photo.HEIC",
    "books.xlsx",
    "old.doc",
    "all.zip",
    "export.qbw",
    "no ending",
    "data.xml",
    "mail.eml",
    "app",
    "js",
  ])("[P5] %s is taken", (name) => {
    expect(mayUpload(name, 1, 2 * GiB)).toEqual({ ok: true });
  });

  it("[P5] an empty file and one too large are refused by name", () => {
    const empty = mayUpload("a.pdf", 0, GiB);
    const large = mayUpload("a.pdf", GiB + 1, GiB);
    expect(empty).toMatchObject({ ok: false, reason: expect.stringContaining("“a.pdf” is empty") as string });
    expect(large).toMatchObject({ ok: false, reason: expect.stringContaining("larger than 1 GB") as string });
    expect(mayUpload("a.pdf", GiB, GiB)).toEqual({ ok: true });
  });

  it("[UP5] a task takes a limited number of files", () => {
    expect(mayAddFile(filesPerTask - 1).ok).toBe(true);
    expect(mayAddFile(filesPerTask).ok).toBe(false);
  });
});

describe("file names", () => {
  it.each([
    ["Lloyds-4417_July-2026.pdf", "Lloyds-4417_July-2026.pdf"],
    ["Überweisung März ✓ 😀.pdf", "Überweisung März ✓ 😀.pdf"],
    ["../../etc/passwd", ".._.._etc_passwd"],
    ["C:\\fakepath\\bank.pdf", "C__fakepath_bank.pdf"],
    ["a\0b.pdf", "a b.pdf"],
    ["a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["\u2066evil\u2069.pdf", "evil.pdf"],
    ["CON", "_CON"],
    ["con.pdf", "_con.pdf"],
    ["LPT1.txt", "_LPT1.txt"],
    ["constant.pdf", "constant.pdf"],
    ["", "Unnamed file"],
    ["  ", "Unnamed file"],
    ["..", "Unnamed file"],
    ['a<b>"c"|d?.pdf', "a_b__c__d_.pdf"],
    ["half \ud83d.pdf", "half \ufffd.pdf"],
    ["e\u0301.pdf", "é.pdf"],
  ])("[UP4] %j is kept as %j", (given, kept) => {
    expect(cleanName(given)).toBe(kept);
    expect(cleanName(kept)).toBe(kept);
  });

  it("[UP4] a name of more than 255 bytes is shortened and keeps its ending", () => {
    for (const letter of ["a", "é", "😀", "👨‍👩‍👧"]) {
      const short = cleanName(`${letter.repeat(300)}.pdf`);
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(255);
      expect(short.endsWith(".pdf")).toBe(true);
      expect(short).not.toContain("\ufffd");
    }
    expect(Buffer.byteLength(cleanName("x".repeat(5_000)))).toBe(255);
  });

  it("[UP4] a cleaned program is still known as one", () => {
    for (const name of ["a.exe\0.pdf\u202E", "evil.exe ", "evil.exe...", "x\u200b.e\u200bxe"]) {
      const cleaned = cleanName(name);
      expect(extensionOf(cleaned) === "exe" || cleaned.endsWith(".pdf")).toBe(true);
    }
    expect(mayUpload(cleanName("x.e\u200bxe"), 1, GiB).ok).toBe(false);
  });
});

describe("sizes in words", () => {
  it.each([
    [1, "1 byte"],
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [384 * 1024, "384 kB"],
    [4.1 * 1024 ** 2, "4.1 MB"],
    [2 * GiB, "2 GB"],
    [150 * 1024 ** 2, "150 MB"],
  ])("[P5] %d is %s", (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});

test.each([
  ["Lloyds-4417_July-2026.pdf", "July 2026"],
  ["statement august 2026 (2).PDF", "August 2026"],
  ["IMG_0001.jpg", undefined],
])("[P3] %s is told from its name to be %s", (name, wanted) => {
  expect(wantedByName(name, ["July 2026", "August 2026", "2026"])).toBe(wanted);
});
