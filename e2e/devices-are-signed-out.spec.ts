import { act, claim, expect, expectAccessible, mailTo, signInStaff, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

/** A second device of the same contact, by a link of its own. */
async function claimAgain(page: Page, stage: Stage): Promise<void> {
  await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
  await claim(page, stage.contactEmail, 2);
}

const isOut = async (page: Page, stage: Stage): Promise<void> => {
  await page.goto(`${stage.origin}/requests/${stage.requestId}`);
  await expect(page.getByLabel("Email address").first()).toBeVisible();
};

test("[A16] a contact signs the other device out, and it is out at its next click", async ({
  page,
  stage,
  newDevice,
  isMobile,
}) => {
  await claim(page, stage.contactEmail);
  const { page: other } = await newDevice();
  await claimAgain(other, stage);
  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("link", { name: "Your devices" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { name: "Your devices" })).toBeVisible();
  await expect(page.getByText("open on 3 devices")).toBeVisible(); // the stage's own is one
  const rows = page.getByRole("list", { name: "Open devices" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("This device");
  await expectAccessible(page);
  await page
    .getByRole("button", { name: /^Sign out Chrome on/ })
    .first()
    .click(); // last seen first
  await expect(page.getByText("That device is signed out.")).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByText("No longer open, last 90 days").click();
  await expectAccessible(page);

  await other.getByRole("link", { name: "What is this?" }).last().click();
  await expect(other.getByRole("heading", { name: "What is this?" })).toBeVisible();
  await expect(other.getByText("Here as")).toHaveCount(0);
  await isOut(other, stage);
  await other.goto((await mailTo(stage.contactEmail, 2)).link);
  await expect(other.getByRole("heading", { name: "This device was signed out" })).toBeVisible();
  await expectAccessible(other);
});

test(
  "[A16] signing out all other devices asks first and leaves this one in",
  { tag: "@phone" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const { page: other } = await newDevice();
    await claimAgain(other, stage);
    await page.goto(`${stage.origin}/devices`);
    await page.getByRole("link", { name: "Sign out all other devices" }).click();
    await expect(page.getByRole("heading", { name: "Sign out all other devices?" })).toBeVisible();
    await expectAccessible(page);
    await other.reload();
    await expect(other.getByText("Here as").first()).toBeAttached();
    await page.getByRole("button", { name: "Sign out all other devices" }).click();
    await expect(page.getByText("All other devices are signed out.")).toBeVisible();
    await isOut(other, stage);
  },
);

test(
  "[A1] signing out everywhere ends this device too, and links not opened yet open nothing",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
    const unopened = await mailTo(stage.contactEmail, 2);
    await page.goto(`${stage.origin}/devices?sure=all`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page.getByText("You are signed out on this device")).toBeVisible();
    await isOut(page, stage);
    await page.goto(unopened.link);
    await expect(page.getByRole("heading", { name: "This link opens nothing here" })).toBeVisible();
  },
);

test(
  "[A17] a page of one contact signs out nobody once the browser shows another",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const { page: far } = await newDevice();
    await claimAgain(far, stage);
    await page.goto(`${stage.origin}/devices`);
    await act("sendTo", { firmId: stage.firmId, contactId: stage.otherId });
    const second = await page.context().newPage();
    await claim(second, stage.otherEmail);
    await second.goto(`${stage.origin}/devices`);
    await expect(second.getByText("open on 2 devices")).toBeVisible(); // this one and the one it had before
    await page
      .getByRole("button", { name: /^Sign out Chrome on/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: "Whose requests?" })).toBeVisible();
    await far.reload();
    await expect(far.getByText("Here as").first()).toBeAttached();
  },
);

test(
  "[A12] staff revoke one device of a contact, then all with their links",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const [{ page: one }, { page: two }] = [await newDevice(), await newDevice()];
    await claim(one, stage.contactEmail);
    await claimAgain(two, stage);
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}?tab=details`);
    const table = page.getByRole("table", { name: "Devices" });
    const buttons = table.getByRole("button", { name: /^Revoke/ });
    await expect(buttons).toHaveCount(3); // the stage's own device too
    await expect(table).toContainText("this network, ");
    await expectAccessible(page);
    await buttons.first().click(); // last seen first: the second one
    await expect(page.getByText("That device is signed out.")).toBeVisible();
    await expect(buttons).toHaveCount(2);
    await isOut(two, stage);
    await expect(two.getByText("This device was signed out, by you or by")).toBeVisible();
    await expectAccessible(two);
    await one.reload();
    await expect(one.getByText("Here as").first()).toBeAttached();

    await page.getByRole("link", { name: "Revoke all devices and links" }).click();
    await expect(page.getByRole("dialog")).toContainText("2 devices are signed out at once");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Revoke all devices and links" }).click();
    await expect(page.getByText("Every device is signed out")).toBeVisible();
    await expect(buttons).toHaveCount(0);
    await isOut(one, stage);
  },
);

test(
  "[C4] a contact's page has a timeline, details, requests and documents",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const { page: client } = await newDevice();
    await claim(client, stage.contactEmail);
    await client.getByRole("checkbox", { name: "Confirm your address" }).click();
    await expect(client.getByText("1 of 3 done")).toBeVisible();
    await client.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    await client.getByLabel(/^Write to/).fill("Is July enough?");
    await client.getByRole("button", { name: "Send comment" }).click();
    await expect(client.locator(".thread")).toContainText("Is July enough?");
    await client.getByLabel("Add photos or files").setInputFiles({
      name: "july.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4 plain"),
    });
    await expect(client.locator(".files li")).toContainText("Sent");

    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
    const timeline = page.getByRole("list", { name: "Timeline" });
    for (const told of [
      "Request mailed: Papers",
      "opened a link on Chrome on",
      "Is July enough?",
      "july.pdf",
    ])
      await expect(timeline).toContainText(told);
    await expect(timeline.getByRole("listitem").first()).toContainText("july.pdf");
    await expect(timeline).toContainText("marked as done: Confirm your address");
    await expectAccessible(page);
    const tabs = page.getByRole("navigation", { name: "Parts of this contact" });
    await tabs.getByRole("link", { name: "Requests 1" }).click();
    await expect(page.getByRole("row", { name: /Papers/ })).toBeVisible();
    await expectAccessible(page);
    await tabs.getByRole("link", { name: "Documents 1" }).click();
    await expect(page.getByRole("link", { name: "Download july.pdf" })).toBeVisible();
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download july.pdf" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("july.pdf");
  },
);
