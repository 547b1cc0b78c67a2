import { readFile } from "node:fs/promises";
import type { Stage } from "./cast";
import { act, claim, expect, expectAccessible, signInStaff, test, type Page } from "./fixtures";

const pdf = (name: string, words = name) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from(`%PDF-1.4 ${words}`),
});
const program = { name: "run.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ no") };
const disguised = { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0090\0 no") };
const empty = { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) };

/** The form at a task of the work's page, opened. */
async function openForm(page: Page, stage: Stage, taskId: string) {
  await page.goto(`${stage.origin}/admin/work/${stage.workItemId}`);
  const task = page.locator(`#task-${taskId}`);
  await task.getByText("Write a comment").click();
  return task;
}

test(
  "[P4] staff send a comment with files; one that is refused is named, and loses neither words nor files",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    test.setTimeout(90_000);
    await signInStaff(page, stage);
    const task = await openForm(page, stage, stage.tasks.tick);
    const words = task.getByLabel("Your comment");
    await words.fill("Both letters are here.");
    const files = task.getByLabel("Attach files");
    await files.setInputFiles([pdf("letter.pdf"), empty, program]);
    await expect(task.getByText("“empty.pdf” is empty")).toBeVisible();
    await expect(task.getByText("“run.exe” is a program or script (.exe)")).toBeVisible();
    await expectAccessible(page);

    await task.getByRole("button", { name: "Send comment" }).click();
    await expect(task.getByRole("alert")).toContainText("2 files have a problem");
    await expect(words).toHaveValue("Both letters are here.");
    await task.getByRole("button", { name: "Remove empty.pdf" }).click();
    await task.getByRole("button", { name: "Remove run.exe" }).click();
    // what only the server sees
    await files.setInputFiles([disguised, pdf("second letter.docm")]);
    // the client acts meanwhile: what is written and chosen stays
    await act("comment", { firmId: stage.firmId, taskId: stage.tasks.answer, body: "From a colleague" });
    await page.waitForTimeout(1_500);
    await expect(task.locator(".files > li")).toHaveCount(3);
    await task.getByRole("button", { name: "Send comment" }).click();
    await expect(task.getByText(/“invoice\.pdf” is .*not accepted/)).toBeVisible();
    await expect(words).toHaveValue("Both letters are here.");
    await expectAccessible(page);
    await task.getByRole("button", { name: "Remove invoice.pdf" }).click();
    await task.getByRole("button", { name: "Send comment" }).dblclick();
    await expect(task.locator(".thread li")).toHaveCount(1);
    await expect(task.locator(".thread")).toContainText("Both letters are here.");
    await expect(task.locator(".thread .clip")).toHaveText([
      /letter\.pdf/,
      /second letter\.docm.*Contains macros/,
    ]);
    await expect(task.locator(".files > li")).toHaveCount(0);
    // the page waited with the colleague's words until this was sent
    await expect(page.getByText("From a colleague")).toBeVisible();
    await expect(words).toHaveValue("");
    await page.reload();
    await expect(task.locator(".thread li")).toHaveCount(1);

    // a file alone is a comment; nothing at all is none
    const other = await openForm(page, stage, stage.tasks.upload);
    await other.getByRole("button", { name: "Send comment" }).click();
    await expect(other.getByText("Write your comment first.").first()).toBeVisible();
    await other.getByLabel("Attach files").setInputFiles([pdf("alone.pdf")]);
    await other.getByRole("button", { name: "Send comment" }).click();
    await expect(other.locator(".thread")).toContainText("alone.pdf");

    // the client has it all and reads it while the task is open
    const { page: client } = await newDevice();
    await claim(client, stage.contactEmail);
    await client.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
    await expect(client.locator(".thread")).toContainText("Both letters are here.");
    await expectAccessible(client);
    const href = await client.getByRole("link", { name: /^second letter\.docm/ }).getAttribute("href");
    const read = await client.evaluate(async (address) => (await fetch(address)).text(), href ?? "");
    expect(read).toBe("%PDF-1.4 second letter.docm");
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test(
    "[P4] staff send a comment with files without JavaScript; what was refused is said at its task",
    { tag: "@phone" },
    async ({ page, stage }) => {
      await signInStaff(page, stage);
      const task = await openForm(page, stage, stage.tasks.tick);
      await task.getByLabel("Your comment").fill("Plainly sent");
      await task.getByLabel("Files").setInputFiles([pdf("one.pdf"), empty, pdf("two.pdf")]);
      await task.getByRole("button", { name: "Send comment" }).click();
      await expect(task.getByRole("alert")).toContainText(
        "Your comment was sent without 1 file. “empty.pdf” is empty",
      );
      await expect(task.locator(".thread")).toContainText("Plainly sent");
      await expect(task.locator(".thread .clip")).toHaveText([/one\.pdf/, /two\.pdf/]);
      await task.getByRole("button", { name: "Send comment" }).click();
      await expect(task.getByRole("alert")).toContainText("Write your comment first.");
      await task.getByLabel("Files").setInputFiles([pdf("alone.pdf")]);
      await task.getByRole("button", { name: "Send comment" }).click();
      await expect(task.locator(".thread li")).toHaveCount(2);
      await expect(task.getByRole("alert")).toHaveCount(0);
    },
  );
});

test(
  "[C4] a client's page has its documents: what it lodged and what staff attached, page by page",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    const tab = `${stage.origin}/admin/clients/${stage.clientId}?tab=documents`;
    await page.goto(tab);
    await expect(page.getByText("No documents yet.")).toBeVisible();
    await expectAccessible(page);
    await act("lodge", { firmId: stage.firmId, taskId: stage.tasks.upload, name: "Statement", count: "26" });
    const task = await openForm(page, stage, stage.tasks.tick);
    await task.getByLabel("Attach files").setInputFiles([pdf("from staff.pdf")]);
    await task.getByRole("button", { name: "Send comment" }).click();
    await expect(task.locator(".thread")).toContainText("from staff.pdf");

    await page.goto(`${stage.origin}/admin/clients/${stage.clientId}`);
    await page.getByRole("link", { name: "Documents" }).click();
    await expect(page.locator("tbody tr")).toHaveCount(25);
    const first = page.locator("tbody tr").first();
    await expect(first).toContainText("from staff.pdf");
    await expect(first).toContainText("With a comment");
    await expect(first).toContainText("Ana Hill");
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      first.getByRole("link", { name: "Download from staff.pdf" }).click(),
    ]);
    expect((await readFile(await download.path())).toString()).toBe("%PDF-1.4 from staff.pdf");
    await page.getByRole("link", { name: /^Next/ }).click();
    await expect(page.locator("tbody tr")).toHaveCount(2);
    await expect(page.locator("tbody tr").last()).toContainText("Statement 1.pdf");
    await expectAccessible(page);
  },
);
