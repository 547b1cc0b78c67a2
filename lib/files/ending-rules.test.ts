import { describe, expect, it } from "vitest";
import { extensionOf, runsByName } from "./ending-rules";
import { marksByName } from "./marked-endings";
import { cleanName } from "./rules";

/** Names of the three public lists' kinds, and of what desktops open besides. */
const refused =
  `app.hta script.wsf a.wsh a.ws a.wsc a.sct statement.pdf.lnk link.url a.website a.webloc a.inetloc a.fileloc
  a.desktop keys.reg a.msc a.scf a.jnlp help.chm a.hlp a.pif a.cpl a.application a.appref-ms run.command a.workflow a.tool
  a.terminal a.scpt a.applescript a.mobileconfig set.settingcontent-ms a.appcontent-ms a.library-ms a.search-ms
  a.searchconnector-ms disk.iso a.img a.vhd a.vhdx a.dmg a.mht a.mhtml a.html a.svg a.exe a.com a.scr a.bat a.cmd a.ps1 a.psm1
  a.ps1xml a.psc1 a.msh a.vb a.vbs a.vbe a.vbp a.js a.jse a.mjs a.jar a.msi a.msp a.mst a.msix a.msixbundle a.appx
  a.appxbundle a.appinstaller a.apk a.cab a.dll a.sys a.ex_ a.xll a.ade a.adp a.mde a.accde a.maf a.mau a.inf a.ins a.isp
  a.diagcab a.theme a.rdp a.job a.gadget a.pyc a.pyz a.pyw a.aspx a.crt a.cer a.der a.udl a.xbap a.vsto a.deb a.rpm a.pkg a.sh
  a.xpi a.crx a.snap a.appimage a.flatpakref`.split(/\s+/u);

describe("what a desktop runs, mounts or installs", () => {
  it.each(refused)("[D3] %s is refused by its name", (name) => {
    for (const one of [
      name,
      name.toUpperCase(),
      `statement.pdf.${name}`,
      `${name}.`,
      `${name} . .`,
      `${name}\u00a0`,
    ])
      expect([one, runsByName(one) !== undefined, runsByName(cleanName(one)) !== undefined]).toEqual([
        one,
        true,
        true,
      ]);
  });

  it("[D3] what no screen shows hides no ending", () => {
    for (const unseen of ["\u200b", "\u200d", "\u00ad", "\u2060", "\u2800", "\u3164", "\ufeff", "\u202e"]) {
      expect(extensionOf(`a.lnk${unseen}`)).toBe("lnk");
      expect(extensionOf(`a.l${unseen}nk`)).toBe("lnk");
    }
    expect(runsByName("Bills.{20d04fe0-3aea-1069-a2d8-08002b30309d}")).toBeDefined();
    expect(runsByName("a.exe.pdf")).toBeUndefined();
  });
});

const taken =
  `statement.pdf photo.heic books.xlsx old.xls letter.docx old.doc all.zip export.qbw backup.qbb data.xml mail.eml
  mail.msg notes.txt table.csv macros.xlsm macros.xlsb macros.docm deck.pptm script.py page.php ledger.iif bank.ofx bank.qif
  archive.7z archive.rar film.mov sound.m4a scan.tif data.json old.mdb new.accdb app js`.split(/\s+/u);

it.each(taken)("[D3] %s is taken", (name) => {
  expect(runsByName(name)).toBeUndefined();
});

it.each([
  ["budget.xlsm", ["macros"]],
  ["budget.XLSB ", ["macros"]],
  ["letter.docm", ["macros"]],
  ["deck.pptm", ["macros"]],
  ["old.mdb", ["macros"]],
  ["clean.py", ["source"]],
  ["page.php", ["source"]],
  ["company.qbw", ["accounting"]],
  ["backup.QBB", ["accounting"]],
  ["books.xlsx", []],
  ["constructor", []],
])("[D3] the name %s alone says %j", (name, marks) => {
  expect(marksByName(name)).toEqual(marks);
});
