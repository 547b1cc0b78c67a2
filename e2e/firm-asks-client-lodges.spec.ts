import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { act, claim, expect, onDisk, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test("[W3] a firm asks, a client lodges, the firm has it, byte for byte", async ({
  page,
  stage,
  newDevice,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, stage);

  // staff make a client, a contact, a work item and a request
  await page.goto(`${stage.origin}/admin/clients`);
  await page.getByRole("link", { name: "New client" }).click();
  await page.getByLabel("Name").fill("Tamar Valley Cider Cooperative");
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByRole("heading", { name: "Tamar Valley Cider Cooperative" })).toBeVisible();
  await page.getByRole("link", { name: "Add contact" }).click();
  await page.getByLabel("First name").fill("Bea");
  await page.getByLabel("Last name").fill("Coombes");
  const email = `bea-${randomBytes(4).toString("hex")}@tamarcider.example`;
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(page.getByRole("link", { name: "Bea Coombes" })).toBeVisible();
  await page.getByRole("link", { name: "New work item" }).first().click();
  await page.getByLabel("Title").fill("Year-end accounts 2026");
  await page.getByRole("button", { name: "Create work item" }).click();
  await expect(page.getByRole("heading", { name: "Year-end accounts 2026" })).toBeVisible();
  const workUrl = page.url();
  await page.getByRole("link", { name: "New request" }).first().click();
  await page.getByLabel("Title").fill("Records for the year-end");
  await page.getByRole("button", { name: "Create request" }).click();
  const addTask = async (kind: string, title: string) => {
    await page.getByRole("button", { name: `New task: ${kind}` }).click();
    await page.getByLabel("What you ask for").fill(title);
    await page.getByRole("button", { name: "Add task" }).click();
    await expect(page.getByText(title).first()).toBeVisible();
  };
  await addTask("Tick", "Confirm your address");
  await addTask("Upload", "Send the bank statements");
  await addTask("Answer", "What was the press for?");
  // nobody is asked until somebody is chosen
  const asked = page.getByRole("group", { name: "To", exact: true }).getByLabel(email);
  await expect(asked).not.toBeChecked();
  await asked.check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send now" }).click();
  await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();

  // the client gets a mail, opens it and lodges
  const mail = await mailTo(email);
  expect(mail.subject).toContain("Records for the year-end");
  expect(mail.from).toBe("portal@lodge.example");
  expect(mail.replyTo).toBe(stage.staffEmail);
  const { page: client } = await newDevice();
  await client.goto(mail.link);
  await client.getByRole("button", { name: "Open my requests" }).click();
  await expect(client.getByRole("heading", { name: "Records for the year-end" })).toBeVisible();
  await client.getByRole("checkbox", { name: "Confirm your address" }).click();
  await expect(client.getByText("1 of 3 done")).toBeVisible();

  const bytes = randomBytes(9 * 1024 * 1024 + 137);
  await client.getByRole("link", { name: "Send the bank statements" }).click();
  await client
    .getByLabel("Add photos or files")
    .setInputFiles([
      onDisk("statements.pdf", Buffer.concat([Buffer.from("%PDF-1.4\n"), bytes])),
      onDisk("page 2.jpg", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2000)])),
    ]);
  await expect(client.locator(".files li").filter({ hasText: "statements.pdf" })).toContainText("Sent", {
    timeout: 30_000,
  });
  await expect(client.locator(".files li").filter({ hasText: "page 2.jpg" })).toContainText("Sent");
  await client.getByRole("button", { name: "Mark as done" }).click();
  await expect(client.getByText("“Send the bank statements” is with")).toBeVisible();
  await expect(client.getByText("2 of 3 done")).toBeVisible();

  // the one thing that is left comes by itself
  await expect(client.getByRole("heading", { name: "What was the press for?" })).toBeVisible();
  await client.getByLabel("Your answer").fill("For the new apple press.");
  await expect(client.getByText(/^Draft kept/)).toBeVisible();
  await client.getByLabel(/^Write to/).fill("It came in August.");
  await client.getByRole("button", { name: "Send comment" }).click();
  await expect(client.locator(".thread")).toContainText("It came in August.");
  await client.getByRole("button", { name: "Save this answer" }).click();
  await expect(client.getByRole("heading", { name: /That’s everything/ })).toBeVisible();
  await expectAccessible(client);

  // the owner is told of the comment in its words, and staff have it all
  expect((await mailTo(stage.staffEmail, 1, /wrote/)).text).toContain("> It came in August.");
  await page.goto(workUrl);
  await expect(page.getByText("For the new apple press.")).toBeVisible();
  await expect(page.getByText("It came in August.")).toBeVisible();
  await expectAccessible(page);
  // what is done and waits for nobody is folded
  await page.getByText("2 tasks done").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download statements.pdf" }).click(),
  ]);
  const got = await readFile(await download.path());
  expect(createHash("sha256").update(got).digest("hex")).toBe(
    createHash("sha256").update("%PDF-1.4\n").update(bytes).digest("hex"),
  );
  expect(download.suggestedFilename()).toBe("statements.pdf");

  // completed: the device is locked out at its next request; set back, it is in again (A11)
  await page
    .getByRole("link", { name: "Mark as completed" })
    .or(page.getByRole("button", { name: "Mark as completed" }))
    .first()
    .click();
  await expect(page.getByRole("button", { name: "Set back to in progress" })).toBeVisible();
  await client.goto(`${stage.origin.replace(/\/$/, "")}/`);
  await expect(client.getByText("Year-end accounts 2026")).toHaveCount(0);
  await client.goBack();
  await client.goto(mail.link);
  await expect(client.getByRole("heading", { name: "This work is completed" })).toBeVisible();
  await expectAccessible(client);
  await page.getByRole("button", { name: "Set back to in progress" }).click();
  await expect(page.getByText("Mark as completed").first()).toBeVisible();
  await client.reload();
  await expect(client.getByRole("heading", { name: "Records for the year-end" })).toBeVisible();
});

test(
  "[A11] a page that was open when the work was completed writes nothing and keeps what was typed",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await page.getByLabel("Your answer").fill("Half an ans");
    await act("completeWork", { firmId: stage.firmId, workItemId: stage.workItemId });
    await page.getByLabel("Your answer").fill("Half an answer, now whole.");
    await page.getByRole("button", { name: "Save this answer" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "no longer open" })).toBeVisible();
    await expect(page.getByLabel("Your answer")).toHaveValue("Half an answer, now whole.");
    await page.reload();
    await expect(page.getByRole("heading", { name: "This work is completed" })).toBeVisible();
  },
);
