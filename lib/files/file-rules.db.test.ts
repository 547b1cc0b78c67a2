import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withFirm } from "@/db/client";
import type { FileSender } from "./place";
import { zipOf } from "@/test/factories/archives";
import { fileRows, uploadWorld, type UploadWorld } from "@/test/factories/upload-world";
import { asStaff } from "@/test/actors";
import { filesTaken, ownFilesTaken } from "./files-taken";
import { fileRulesInput } from "./input";
import { filesOfTask } from "./queries";
import { readFile } from "./read-file";
import { receiveWhole } from "./receive-whole";
import { setFilesTaken } from "./set-files-taken";

let world: UploadWorld;
beforeAll(async () => {
  world = await uploadWorld();
});
afterAll(closeDatabase);

const give = (of: UploadWorld, name: string, bytes: Buffer | string, sender: FileSender = of.client) =>
  receiveWhole(
    sender,
    {
      taskId: of.taskId,
      uploadKey: randomUUID(),
      name,
      ...(sender.kind === "staff" ? { purpose: "reading" as const } : {}),
    },
    [Buffer.from(bytes)],
    of.store,
  );

const openXml = ["[Content_Types].xml", "xl/workbook.xml"];
const withMacros = zipOf([...openXml, "xl/vbaProject.bin"]);
const bankPage = "<html><body><table><tr><td>02/11/2026</td><td>-14.20</td></tr></table></body></html>";
const none = { refusedEndings: [], refusesMacros: false, refusesArchivedPrograms: false };

describe("what a file holds", () => {
  it("[D3] is marked when it is received, for staff to see", async () => {
    const sent: [string, Buffer | string, string[]][] = [
      ["a.xlsx", withMacros, ["macros"]],
      ["a.zip", zipOf(["setup.exe", "a.docm"]), ["archived_programs", "archived_macros"]],
      ["bank.xls", bankPage, ["web_page"]],
      ["clean.py", "#!/usr/bin/env python3\n", ["source"]],
      ["company.qbw", "QBW", ["accounting"]],
      ["a.pdf", "%PDF-1.7\n", []],
      ["summary.csv", "<b>Summary</b>,Amount\nFees,12.50\n", []],
    ];
    for (const [name, bytes] of sent) await give(world, name, bytes);
    const listed = await filesOfTask(world.client, world.taskId);
    expect(listed.map(({ name, marks }) => [name, marks])).toEqual(
      sent.map(([name, , marks]) => [name, marks]),
    );
    const bank = listed.find(({ name }) => name === "bank.xls");
    expect((await readFile(world.staff, bank?.id ?? "", world.store)).contentType).toBe(
      "application/octet-stream",
    );
  });

  it("[D3] refuses it where a desktop would run it, whatever its name, and keeps nothing", async () => {
    const own = await uploadWorld();
    const refused: [string, Buffer | string, RegExp][] = [
      [
        "a.pdf",
        "[InternetShortcut]\r\nURL=http://example.com\r\n",
        /“a\.pdf” is a shortcut, and shortcuts are not/,
      ],
      ["a.txt", "<hta:application id=a>", /an HTML program/],
      [
        "bank.xls",
        bankPage.replace("02/11", "<img src=http://example.com/x>"),
        /Open it in Excel and save it as \.xlsx/,
      ],
      [
        "letter.doc",
        bankPage.replace("02/11", "<script>1</script>"),
        /Open it in Word and save it as \.docx/,
      ],
    ];
    for (const [name, bytes, words] of refused) await expect(give(own, name, bytes)).rejects.toThrow(words);
    expect((await fileRows(own.firmId)).map(({ state }) => state)).toEqual(refused.map(() => "withdrawn"));
  });
});

describe("what a firm does not take", () => {
  it("[D3] is refused by the server with the firm's name, from clients and staff, before and after its bytes", async () => {
    const own = await uploadWorld();
    await setFilesTaken(own.staff, {
      refusedEndings: ["7z", "rar"],
      refusesMacros: true,
      refusesArchivedPrograms: true,
    });
    const { firmName } = await ownFilesTaken(own.staff);
    const refused: [string, Buffer | string, string][] = [
      ["a.7z", "x", `“a.7z” was not taken: ${firmName} accepts no .7z files.`],
      ["a.RAR ", "x", "accepts no .rar files"],
      ["a.xlsm", zipOf(openXml), `it contains macros, which ${firmName} does not accept`],
      ["a.xlsx", withMacros, "it contains macros"],
      ["a.zip", zipOf(["a.xlsm"]), "it contains macros"],
      ["b.zip", zipOf(["setup.exe"]), "there are programs in it"],
      ["c.zip", zipOf(["more.zip"]), "accepts no archives that cannot be looked into"],
      ["c.gz", Buffer.from("1f8b0800", "hex"), "accepts no archives that cannot be looked into"],
    ];
    for (const sender of [own.client, own.staff])
      for (const [name, bytes, words] of refused)
        await expect(give(own, name, bytes, sender)).rejects.toMatchObject({
          code: "invalid",
          problem: "file-forbidden",
          message: expect.stringContaining(words) as string,
        });
    expect((await fileRows(own.firmId)).filter(({ state }) => state === "received")).toEqual([]);
    await give(own, "d.zip", zipOf(["a.pdf"]));
    // another firm's rules are its own
    await give(world, "a.7z", "x");
    await setFilesTaken(own.staff, none);
    await give(own, "a.7z", "x");
  });

  it("[D3] only an owner or admin says, and it is written down", async () => {
    const own = await uploadWorld();
    const member = asStaff(own.firmId, own.staff.staffId, "member");
    await expect(setFilesTaken(member, { ...none, refusesMacros: true })).rejects.toThrow("owner or admin");
    expect((await withFirm(own, (tx) => filesTaken(tx, own.firmId))).refusesMacros).toBe(false);
  });

  it("[D3] endings are read however they are written, and what is none is named", () => {
    const read = (refused_endings: string) => fileRulesInput.safeParse({ refused_endings });
    expect(read(" .7z, *.RAR;zip\n7Z ").data?.refused_endings).toEqual(["7z", "rar", "zip"]);
    expect(read("").data).toEqual({ refused_endings: [] });
    expect(read("exe !!").error?.issues[0]?.message).toContain("“!!” is no ending");
    expect(read(Array.from({ length: 101 }, (_, nth) => `a${String(nth)}`).join(" ")).success).toBe(false);
  });
});
