import { act, claim, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

type Asked = Record<
  "workItemId" | "requestId" | "choice" | "approval" | "transaction" | "upload" | "answer",
  string
>;

const pdf = Buffer.from("%PDF-1.4\nreceipt\n%%EOF\n");

test("[P3] a client chooses, approves, explains a payment and sends what is wanted; the firm looks at each", async ({
  page,
  stage,
  newDevice,
}) => {
  test.setTimeout(120_000);
  await claim(page, stage.contactEmail);
  const { firmId, contactId } = stage;
  const asked = await act<Asked>("ask", { firmId, contactId });
  const open = (taskId: string) => page.goto(`${stage.origin}/tasks/${taskId}`);

  // where nothing is given the row's box ticks nothing: it belongs to the link, and opens the task
  await page.goto(`${stage.origin}/`);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  const van = page.getByRole("listitem").filter({ hasText: "Choose how the van is used" });
  await expect(van).toMatchAriaSnapshot(`
    - listitem:
      - link "Choose how the van is used Choose from a list"
  `);
  // of a payment the row says amount and day
  await expect(page.getByRole("link", { name: /^What was this payment for\?/ })).toHaveText(
    "What was this payment for?£1,240.00 paid on 14 October 2026",
  );
  await van.click({ position: { x: 20, y: 24 } });
  await expect(page.getByRole("heading", { name: "Choose how the van is used" })).toBeVisible();
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page.locator(".err-sum")).toContainText("Choose an answer first");
  await expectAccessible(page);
  await page.getByLabel("Half and half").check();
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page).toHaveURL(/\?done=/);

  await open(asked.approval);
  const reading = page.getByRole("link", { name: /Read VAT return\.pdf/ });
  const document = `${stage.origin}${(await reading.getAttribute("href")) ?? ""}`;
  const read = () =>
    page.evaluate(async (url) => {
      const { status, headers } = await fetch(url);
      return [status, headers.get("content-disposition")?.split(";")[0]];
    }, document);
  expect(await read()).toEqual([200, "inline"]);
  await page.getByLabel("I decline").check();
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page.locator(".err-sum")).toContainText("Write why you decline");
  await page.getByLabel("Why?").first().fill("Box 4 is last quarter's.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page).toHaveURL(/\?done=/);
  // read while its task is open, not after (DECISIONS 10)
  expect((await read())[0]).toBe(404);

  await open(asked.transaction);
  await expect(page.getByText("£1,240.00")).toBeVisible();
  await page.getByRole("radio", { name: "Tools" }).check();
  await page.getByLabel("What was it for?").fill("A saw for the workshop.");
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page.locator(".err-sum")).toContainText("Add the receipt first");
  await expect(page.getByLabel("What was it for?")).toHaveValue("A saw for the workshop.");
  await page
    .getByLabel("Add photos or files")
    .setInputFiles([{ name: "receipt.pdf", mimeType: "application/pdf", buffer: pdf }]);
  await expect(page.locator(".files li").filter({ hasText: "receipt.pdf" })).toContainText("Sent");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page).toHaveURL(/\?done=/);

  await open(asked.upload);
  await page
    .getByLabel("Add photos or files")
    .setInputFiles([{ name: "Lloyds_july-2026.pdf", mimeType: "application/pdf", buffer: pdf }]);
  const wanted = page.getByRole("list", { name: "Documents wanted" });
  await expect(wanted.getByText("July 2026").locator("..")).toContainText("sent");
  await expect(wanted.getByText(/^August 2026/).locator("..")).toContainText("still missing");
  await page.getByLabel("I'll send it by").check();
  const days = page.getByRole("group", { name: "By which day?" });
  await expect(days.getByRole("radio")).toHaveCount(4);
  await page.getByRole("button", { name: "Save this answer" }).last().click();
  await expect(page.locator(".err-sum")).toContainText("Choose the day by which you will send it.");
  await expect(page.getByLabel("Which day?")).toBeHidden();
  await days.getByRole("radio", { name: "Another day" }).check();
  await page.getByLabel("Which day?").fill("2031-01-01");
  // the weekday and the distance stand below as soon as a day is chosen
  await expect(page.getByText(/^Wednesday 1 January 2031, in \d+ days$/)).toBeVisible();
  await page.getByRole("button", { name: "Save this answer" }).last().click();
  await expect(page.locator(".err-sum")).toContainText("within the next 30 days");
  await expect(page.getByLabel("Which day?")).toHaveValue("2031-01-01");
  await expect(page.getByText(/^Wednesday 1 January 2031, in \d+ days$/)).toBeVisible();
  await expectAccessible(page);

  await open(asked.answer);
  await page.getByLabel("I don't have this").check();
  await page.getByLabel("Why?").fill("The landlord kept it.");
  await page.getByRole("button", { name: "Save this answer" }).last().click();
  await expect(page).toHaveURL(/\?done=/);
  await open(asked.answer);
  await expect(page.getByText("is checking this")).toBeVisible();
  await expectAccessible(page);

  // the firm looks: accepts one, sends one back with a reason
  const { page: staff } = await newDevice();
  await signInStaff(staff, stage);
  await staff.goto(`${stage.origin}/admin/work/${asked.workItemId}`);
  await expect(staff.getByText("Declined: Box 4 is last quarter's.")).toBeVisible();
  await expect(staff.getByText("Does not have it: The landlord kept it.")).toBeVisible();
  await staff.getByRole("button", { name: "Accept Choose how the van is used" }).click();
  await expect(staff.getByRole("button", { name: "Accept Choose how the van is used" })).toHaveCount(0);
  const lease = staff.locator(`#task-${asked.answer}`);
  await lease.getByText("Send back").first().click();
  await lease.getByRole("button", { name: "Send back" }).click();
  await expect(lease.locator(".err-sum")).toContainText("Write the reason");
  await lease.getByLabel("What is missing or wrong?").fill("Page 12 names the signer.");
  await expectAccessible(staff);
  await lease.getByRole("button", { name: "Send back" }).click();
  // the client's page, still open, says so without being loaded (W7)
  await expect(page.getByText("Page 12 names the signer.")).toBeVisible({ timeout: 5_000 });
  await expectAccessible(page);
});

test(
  "[P3] choice, approval, payment and honest answers work without JavaScript",
  { tag: "@phone" },
  async ({ stage, browser, contextOptions }) => {
    const { firmId, contactId } = stage;
    const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto((await mailTo(stage.contactEmail)).link);
    await page.getByRole("button", { name: "Open my requests" }).click();
    const asked = await act<Asked>("ask", { firmId, contactId });
    await page.goto(`${stage.origin}/tasks/${asked.choice}`);
    await page.getByLabel("Only for work").check();
    await page.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(page).toHaveURL(/\?done=/);
    await page.goto(`${stage.origin}/tasks/${asked.approval}`);
    await page.getByLabel("I decline").check();
    await page.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(page.getByText("Write why you decline").first()).toBeVisible();
    await expect(page.getByLabel("I decline")).toBeChecked();
    await page.getByLabel("Why?").first().fill("Wrong year");
    await page.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(page).toHaveURL(/\?done=/);
    await page.goto(`${stage.origin}/tasks/${asked.upload}`);
    await page.getByLabel("Not applicable").check();
    await page.getByLabel("Why?").fill("The account was closed in June.");
    await page.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(page).toHaveURL(/\?done=/);
    // a day is promised at a press, and said with its weekday and distance once it is saved
    await page.goto(`${stage.origin}/tasks/${asked.answer}`);
    await page.getByLabel("I'll answer by").check();
    await page.getByRole("radio", { name: "In a week" }).check();
    await page.getByRole("button", { name: "Save this answer" }).last().click();
    await expect(page).toHaveURL(/\?done=/);
    await page.goto(`${stage.origin}/tasks/${asked.answer}`);
    await expect(page.getByText(/^You said you'll answer by \w+day \d+ \w+, in 7 days\.$/)).toBeVisible();
    await expect(page.getByRole("radio", { name: "In a week" })).toBeChecked();
    await page.getByRole("radio", { name: "Another day" }).check();
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Which day?").fill(day);
    await page.getByRole("button", { name: "Save this answer" }).last().click();
    await page.goto(`${stage.origin}/tasks/${asked.answer}`);
    await expect(page.getByLabel("Which day?")).toHaveValue(day);
    await expect(page.locator("output").getByText(/, in (19|20|21) days$/)).toBeVisible();
    await context.close();
  },
);

test(
  "[P4] a comment takes files on both sides, and what is typed survives a live update",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
    await page.getByLabel(/^Write to/).fill("Here is the old letter");
    await page
      .getByLabel("Attach a file")
      .setInputFiles([{ name: "letter.pdf", mimeType: "application/pdf", buffer: pdf }]);
    await expect(page.locator(".files li").filter({ hasText: "letter.pdf" })).toContainText("Sent");
    // somebody at the firm writes meanwhile: it shows, and nothing typed is lost
    await act("comment", { firmId: stage.firmId, taskId: stage.tasks.tick, body: "Did you find it?" });
    await expect(page.getByText("Did you find it?")).toBeVisible({ timeout: 5_000 });
    await expect(page.getByLabel(/^Write to/)).toHaveValue("Here is the old letter");
    await page.getByRole("button", { name: "Send comment" }).click();
    await expect(page.locator(".thread")).toContainText("Here is the old letter");
    await expect(page.locator(".thread")).toContainText("letter.pdf");
    await expect(page.getByLabel(/^Write to/)).toHaveValue("");
    await expectAccessible(page);
  },
);
