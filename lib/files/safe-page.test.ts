import { describe, expect, it } from "vitest";
import { mostOfPage, whyUnsafe } from "./safe-page";

const page = (inside: string, head = "") =>
  Buffer.from(`<html><head>${head}</head><body><table><tr><td>1</td></tr>${inside}</table></body></html>`);

describe("a web page under a spreadsheet's ending", () => {
  const harmless: [string, Buffer][] = [
    [
      "as banks write it",
      Buffer.from(
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table border="1"><tr><td>Date</td><td>Amount</td></tr><tr><td>02/11/2026</td><td>-14.20</td></tr></table></body></html>',
      ),
    ],
    [
      "as Excel's own writers do",
      Buffer.from(
        `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>
        <meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=ProgId content=Excel.Sheet>
        <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Sheet 1</x:Name>
        <x:WorksheetOptions><x:Panes></x:Panes></x:WorksheetOptions></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
        <style><!-- table {mso-displayed-decimal-separator:"\\.";} td > p {color:red} .a {mso-number-format:"\\#\\,\\#\\#0\\.00";} --></style>
        </head><body link=blue vlink=purple><table x:str border=0 style='border-collapse:collapse'><col width=64>
        <tr height=17><td class=a x:num="1234.5">1,234.50</td><td>a < b & c > d, on time = 5</td></tr></table></body></html>`,
      ),
    ],
    ["with a picture of its own", page('<img src="data:image/png;base64,iVBORw0KGgo=">')],
    ["with a link to a place in it", page('<a name="top"></a><a href="#top">up</a>')],
    [
      "with a form of the bank's page that sends nothing",
      page('<form><input type="hidden" value="1"></form>'),
    ],
    ["with words that begin as handlers do", page("<td>only = 5, one=1, once = 2</td>")],
    [
      "in UTF-16",
      Buffer.concat([Buffer.from("fffe", "hex"), Buffer.from("<table><tr><td>1</td></table>", "utf16le")]),
    ],
  ];
  it.each(harmless)("[D3] %s is only a table", (_title, bytes) => {
    expect(whyUnsafe(bytes)).toBeUndefined();
  });

  const unsafe: [string, Buffer, RegExp][] = [
    ["a script", page("<script>alert(1)</script>"), /script/],
    ["a script in capitals, with blanks", page("<SCRIPT\nsrc=x>"), /script/],
    ["a script behind an odd quote", page('<td title=a"b><script>1</script><td title="c">'), /script/],
    ["a script in a comment for Office", page("<!--[if gte mso 9]><script>1</script><![endif]-->"), /script/],
    ["a script in a title's place", page('<title><td a="</title><script>1</script>"></title>'), /script/],
    ["a script as an address", page('<a href="java&#115;cript:alert(1)">x</a>'), /outside|script/],
    ["a handler", page('<td onclick="x()">'), /handler/],
    ["a handler behind a slash", page("<img/onerror=x>"), /handler/],
    ["a handler behind an odd blank", page('<td a=\u000b"><td onmouseover=x()>"'), /handler/],
    ["a frame", page("<iframe src=x></iframe>"), /frame/],
    ["frames", page("<frameset></frameset>"), /frame/],
    ["an object", page('<object data="x"></object>'), /object/],
    ["an HTML program", page("", "<hta:application id=a>"), /object/],
    ["a picture from elsewhere", page('<img src="http://example.com/a.png">'), /outside/],
    ["a picture beside it", page("<img src=a.png>"), /outside/],
    ["a link to elsewhere", page('<a href="https://example.com">x</a>'), /outside/],
    ["a background", page("<td background=//example.com/a.png>"), /outside/],
    ["a style from elsewhere", page("", "<link rel=stylesheet href=a.css>"), /outside/],
    [
      "a style that fetches",
      page("", '<style>td{background:\\75 rl("http://example.com")}</style>'),
      /outside/,
    ],
    [
      "a style that fetches behind a string",
      page("", '<style>a{content:"/*";background:url(x)}</style>'),
      /outside/,
    ],
    ["a style that imports", page("", "<style>@im\\port 'a.css';</style>"), /outside/],
    ["a style that runs", page('<td style="width:expression(alert(1))">'), /script/],
    ["a style that runs, spelt otherwise", page('<td style="width:e&#120;pression(alert(1))">'), /script/],
    [
      "a page that moves on",
      page("", '<meta http-equiv="refresh" content="0;url=http://example.com">'),
      /outside/,
    ],
    ["a form that sends", page('<form action="https://example.com"><input name=a></form>'), /outside/],
    ["a formula that asks outside", page("<td x:fmla=\"=cmd|'/C calc'!A0\">"), /outside/],
    ["a picture in a comment that ends early", page('<!--> <img src="http://example.com/a"> -->'), /outside/],
    ["a drawing", page("<svg><image href=x></svg>"), /parts|outside/],
    ["a query of Excel's", page("<xml><x:WebQuery></x:WebQuery></xml>"), /parts/],
    ["another alphabet", page("", '<meta charset="utf-7">'), /hide/],
    ["a tag that never ends", Buffer.from('<table><td title="'), /does not end/],
  ];
  it.each(unsafe)("[D3] %s makes it more than a table", (_title, bytes, words) => {
    expect(whyUnsafe(bytes)).toMatch(words);
  });

  it("[D3] the longest page, also one made to be slow, is looked through in little time", () => {
    const row = "<tr><td class=a>02/11/2026</td><td>Card payment</td><td align=right>-14.20</td></tr>\n";
    const filled = (text: string) =>
      Buffer.from(`<table>${text.repeat(Math.floor((mostOfPage - 20) / text.length))}</table>`);
    for (const text of [
      row,
      "<",
      "< ",
      "<!--",
      "/*",
      "<style>/*",
      "&#",
      '<a b="',
      "charset ",
      "<x:",
      "<td a=1 ",
    ]) {
      const began = performance.now();
      whyUnsafe(filled(text));
      expect([text, performance.now() - began < 5_000]).toEqual([text, true]);
    }
  }, 60_000);
});
