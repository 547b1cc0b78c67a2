import { readFile } from "node:fs/promises";
import { act, claim, countMails, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test("[S10, W1] a request is begun from the list with its work, sent, undone within the firm's seconds, and sent again", async ({
  page,
  stage,
  newDevice,
}) => {
  const { firmId, origin, contactEmail } = stage;
  await signInStaff(page, stage);
  await page.goto(`${origin}/admin/settings/sending`);
  await page.getByLabel("Seconds to undo a sending").fill("61");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".err-sum")).toContainText("from 0 to 60");
  await expectAccessible(page);
  await page.getByLabel("Seconds to undo a sending").fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved.");

  await page.goto(`${origin}/admin/requests`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "New request" }).click();
  await page.getByRole("combobox", { name: "Client" }).fill("Client");
  await page.getByRole("option").first().click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/requests\/new\?client=/);
  await page.getByLabel("Work item", { exact: true }).selectOption("new");
  await page.getByRole("button", { name: "Create request" }).click();
  await expect(page.locator(".err-sum")).toContainText("Write what the new work item is");
  await expectAccessible(page);
  await page.getByLabel("New work item").fill("Payroll 2027");
  await page.getByLabel("Title").fill("Hours of January");
  await page.getByRole("button", { name: "Create request" }).click();
  await expect(page.getByRole("link", { name: "Payroll 2027" })).toBeVisible();
  await page.getByRole("button", { name: "New task: Tick" }).click();
  await page.getByLabel("What you ask for").fill("Confirm the hours");
  await page.getByRole("button", { name: "Add task" }).click();
  await expect(page.getByText("Confirm the hours").first()).toBeVisible();

  const { page: client } = await newDevice();
  await claim(client, contactEmail);
  // the letter about the new device is on its way already
  await mailTo(contactEmail, 1, /device/);
  const mails = await countMails(contactEmail);
  await page.getByRole("button", { name: "Send now" }).click();
  await expect(page.getByText(/The mails go out in \d+ seconds/)).toBeVisible();
  await expectAccessible(page);
  await client.goto(origin);
  await expect(client.getByText("Confirm the hours")).toHaveCount(0);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("Undone. Nobody was mailed, and this is a draft again.")).toBeVisible();
  await expectAccessible(page);
  await client.reload();
  await expect(client.getByText("Confirm the hours")).toHaveCount(0);
  expect(await countMails(contactEmail)).toBe(mails);

  await act("undoSeconds", { firmId, seconds: "2" });
  await page.getByRole("button", { name: "Send now" }).click();
  await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();
  await mailTo(contactEmail, 2);
  await client.reload();
  await expect(client.getByText("Confirm the hours").first()).toBeVisible();
});

test("[D2] a work item gives all of its files in one ZIP", { tag: "@desktop" }, async ({ page, stage }) => {
  const { firmId, origin, tasks, workItemId } = stage;
  await act("lodge", { firmId, taskId: tasks.upload, count: "2", name: "Statement" });
  await signInStaff(page, stage);
  await page.goto(`${origin}/admin/work/${workItemId}`);
  await expectAccessible(page);
  const down = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all (2 files)" }).click();
  const zip = await readFile(await (await down).path());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["Statement 1.pdf", "Statement 2.pdf"]) expect(zip.includes(name)).toBe(true);
});
