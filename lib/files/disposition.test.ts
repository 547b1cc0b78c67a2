import { describe, expect, it } from "vitest";
import { attachment } from "./disposition";
import { cleanName } from "./rules";

const nasty = [
  "plain.pdf",
  "two words.pdf",
  "Überweisung März.pdf",
  "日本語.pdf",
  "😀.pdf",
  "עברית.pdf",
  'a"b.pdf',
  "a\\b.pdf",
  "a;b=c.pdf",
  "a'b(c)*.pdf",
  "100%.pdf",
  "%0d%0aSet-Cookie.pdf",
  "a\r\nSet-Cookie: x=1",
  "a\0b",
  "../../etc/passwd",
  "..\\..\\boot.ini",
  "C:\\x.pdf",
  "/etc/passwd",
  "CON",
  "nul.txt",
  "com1",
  "LPT9.doc",
  ".htaccess",
  "...",
  " ",
  "",
  "trailing. ",
  "invoice\u202efdp.exe",
  "\u2066a\u2069",
  "zero\u200bwidth",
  "bom\ufeff.pdf",
  "tab\there",
  "esc\u001b[31m",
  "del\u007f",
  "c1\u0085",
  "line\u2028sep",
  "half \ud83d",
  "half \udc00.pdf",
  "e\u0301",
  "ﬁ ligature",
  "x".repeat(300),
  "é".repeat(300),
  "😀".repeat(100),
  "name.tar.gz",
  "UPPER.PDF",
  "a,b.pdf",
  "a/b/c.pdf",
  "a|b",
  "a<b>c",
  "a?b*c",
  "a:b",
  "`id`",
  "$(id)",
  "&amp;",
  "<script>",
  "' or 1=1",
  "-rf",
  "~",
  "a\u00a0b.pdf",
  "﷽.pdf",
  "filename*=UTF-8''evil.exe",
];

describe("the name in a download's header", () => {
  it.each(nasty)("[UP4] %j stays one harmless header that says the name", (given) => {
    const name = cleanName(given);
    const header = attachment(name);
    expect(header).toMatch(
      /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~!&+$#^`|-]+$/,
    );
    expect(/filename="([^"]*)"/.exec(header)?.[1]).not.toMatch(/[\\/%]/);
    expect(decodeURIComponent(header.split("filename*=UTF-8''").at(-1) ?? "")).toBe(name);
    expect(() => new Headers({ "Content-Disposition": header })).not.toThrow();
  });

  it("[UP4] an accent is dropped in the stand-in only", () => {
    expect(attachment("März.pdf")).toBe("attachment; filename=\"Marz.pdf\"; filename*=UTF-8''M%C3%A4rz.pdf");
  });
});
