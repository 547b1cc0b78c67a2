import { act, claim, expect, expectAccessible, test } from "./fixtures";

const pdf = Buffer.from("%PDF-1.4\nstatement\n%%EOF\n");

test("[P1] a tick says so and is taken back; the last thing left comes by itself, and the end is a receipt", async ({
  page,
  stage,
}) => {
  await claim(page, stage.contactEmail);
  // home: ticked, said with the focus, taken back, ticked again
  await page.goto(stage.origin);
  await page.getByRole("checkbox", { name: "Confirm your address" }).click();
  const said = page.locator("#said");
  await expect(said).toBeFocused();
  await expect(said).toContainText("“Confirm your address” is with Ana now.");
  await expect(said.getByRole("link", { name: "See the 2 things left" })).toBeVisible();
  await expectAccessible(page);
  await said.getByRole("button", { name: /^Take it back/ }).click();
  await expect(said).toContainText("“Confirm your address” is on your list again.");
  await page.getByRole("checkbox", { name: "Confirm your address" }).click();
  await expect(page.getByText("1 of 3 done")).toBeVisible();

  // an answer leaves one thing: no list stands between
  await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
  await page.getByLabel("Your answer").fill("The new counter.");
  await page.getByRole("button", { name: "Save this answer" }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${stage.tasks.upload}`));
  await expect(said).toBeFocused();
  await expect(said).toContainText("One thing is left, this one. 2 of 3 done.");
  await page
    .getByLabel("Add photos or files")
    .setInputFiles({ name: "statement.pdf", mimeType: "application/pdf", buffer: pdf });
  await expect(page.locator(".files li").filter({ hasText: "statement.pdf" })).toContainText("Sent");
  await page.getByRole("button", { name: "Mark as done" }).click();
  await expect(page.getByRole("heading", { name: /That’s everything, .* Thank you/ })).toBeVisible();
  await expect(page.getByText("1 file, 1 answer, 1 tick")).toBeVisible();
  await expect(page.getByText(/^[A-Z]+-\d{4}-[0-9A-Z]{6}$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeVisible();
  await expectAccessible(page);

  // an address that does not exist wears the firm's frame, and every foot leads to the privacy page
  expect((await page.goto(`${stage.origin}/no/such/page`))?.status()).toBe(404);
  await expect(page.locator("header.top")).toContainText(stage.name);
  await expectAccessible(page);
  await page.getByRole("contentinfo").getByRole("link", { name: "Privacy" }).click();
  await expect(page.getByRole("heading", { name: "Privacy", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Who can read it" })).toBeVisible();
  await expectAccessible(page);
});

test(
  "[A11] completed work offers the login that reads it, and only where the firm has logins",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await act("chooseMode", { firmId: stage.firmId, mode: "link" });
    await act("completeWork", { firmId: stage.firmId, workItemId: stage.workItemId });
    await page.goto(`${stage.origin}/requests/${stage.requestId}`);
    await expect(page.getByRole("heading", { name: "This work is completed" })).toBeVisible();
    // a process knows a firm's mode for some seconds
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("link", { name: "Log in to read it" })).toHaveCount(0, { timeout: 500 });
    }).toPass();
    await act("chooseMode", { firmId: stage.firmId, mode: "link_login" });
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("link", { name: "Log in to read it" })).toHaveAttribute(
        "href",
        `/login?with=password&to=/work/${stage.workItemId}`,
      );
    }).toPass();
  },
);
