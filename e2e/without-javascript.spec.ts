import { act, claim, expect, mailTo, test } from "./fixtures";

test.use({ javaScriptEnabled: false });

test("[P6] without JavaScript: open, tick, answer, comment, upload one file, sign out", async ({
  page,
  stage,
  isMobile,
}) => {
  await claim(page, stage.contactEmail);
  await page.getByRole("checkbox", { name: "Confirm your address" }).click();
  await expect(page.getByText("1 of 3 done")).toBeVisible();

  await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
  await page.getByRole("button", { name: "Save this answer" }).click();
  await expect(page.getByText("Write your answer first.").first()).toBeVisible();
  await page.getByLabel("Your answer").fill("Without a script.");
  await page.getByRole("button", { name: "Save this answer" }).click();
  await expect(page.getByText("2 of 3 done")).toBeVisible();

  await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
  await page.getByLabel(/^Write to/).fill("A plain comment.");
  await page.getByRole("button", { name: "Send comment" }).click();
  await expect(page.locator(".thread")).toContainText("A plain comment.");
  await page.locator("input[type=file]").setInputFiles({
    name: "statement.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4 plain"),
  });
  await page.getByRole("button", { name: /^Send (this|the) file/ }).click();
  await expect(page.locator(".files li")).toContainText("statement.pdf");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "run.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ no") });
  await page.getByRole("button", { name: /^Send (this|the) file/ }).click();
  await expect(page.getByText("“run.exe” is a program or script (.exe)").first()).toBeVisible();
  await expect(page).toHaveTitle(/^Error: (?!Error)/);
  // what was refused is named before the task is done without it
  await page.getByRole("button", { name: "Mark as done" }).click();
  await expect(page.getByText("Lodge refused run.exe. Mark as done without it?")).toBeVisible();
  await page.getByRole("button", { name: "Mark as done without it" }).click();
  await expect(page.getByRole("heading", { name: /That’s everything/ })).toBeVisible();

  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("button", { name: "Sign out on this device" }).first().click();
  await expect(page.getByText("You are signed out")).toBeVisible();
});

test("[P6] without JavaScript a link is asked for and opened", { tag: "@phone" }, async ({ page, stage }) => {
  await page.goto(stage.origin);
  await page.getByLabel("Email address").first().fill(stage.otherEmail);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto((await mailTo(stage.otherEmail)).link);
  await expect(page.getByRole("heading", { name: "Nothing needed now" })).toBeVisible();
});

test(
  "[P6] without JavaScript another device is signed out, and after a question all of them",
  { tag: "@phone" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const { page: other } = await newDevice();
    await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
    await claim(other, stage.contactEmail, 2);
    await page.goto(`${stage.origin}/devices`);
    await page
      .getByRole("button", { name: /^Sign out Chrome on/ })
      .first()
      .click();
    await expect(page.getByText("That device is signed out.")).toBeVisible();
    await page.getByRole("link", { name: "Sign out everywhere" }).click();
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page.getByText("You are signed out on this device")).toBeVisible();
  },
);
