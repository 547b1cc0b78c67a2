import { expect, test } from "vitest";
import { zipEntryNames } from "./zip-entry-names";

test("[D2] names in a ZIP are safe to unpack anywhere, and each stands once, whatever its capitals", () => {
  const names = zipEntryNames([
    { folder: "Bank statements", name: "March.pdf" },
    { folder: "Bank statements", name: "march.PDF" },
    { folder: "Bank statements", name: "March.pdf" },
    { folder: "../../etc", name: "/passwd" },
    { folder: "a\\b", name: "..\\..\\boot.ini" },
    { folder: "VAT: 2026?", name: "CON.txt" },
    { folder: "", name: " . " },
    { folder: "x", name: "a\u202efdp.exe\u0000" },
    { folder: "x", name: `${"é".repeat(300)}.pdf` },
  ]);
  expect(names.slice(0, 8)).toEqual([
    "Bank statements/March.pdf",
    "Bank statements/march (2).PDF",
    "Bank statements/March (3).pdf",
    "_.._etc/_passwd",
    "a_b/_.._boot.ini",
    "VAT_ 2026_/_CON.txt",
    "_/_",
    "x/afdp.exe",
  ]);
  expect(names[8]).toMatch(/^x\/é{96}\.pdf$/u);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  for (const name of names) expect(name).not.toMatch(/^\/|(^|\/)\.\.?(\/|$)|\\/);
});
