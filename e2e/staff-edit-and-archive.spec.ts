import { act, expect, expectAccessible, claim, signInStaff, test, type Page } from "./fixtures";

test(
  "[W12] of two who edit a client at once the second sees what changed, and saves knowingly",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    const address = `${stage.origin}/admin/clients/${stage.clientId}`;
    await page.goto(address);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Edit client" }).click();
    const second = await page.context().newPage();
    await second.goto(`${address}/edit`);
    await second.getByLabel("Name").fill("Larkrise Ltd");
    await page.getByLabel("Name").fill("Larkrise Farm");
    await page.getByRole("button", { name: "Save client" }).click();
    await expect(page.getByRole("heading", { name: "Larkrise Farm" })).toBeVisible();
    // longer than an open page needs to read itself anew: this one must not, for words are typed into it
    await second.waitForTimeout(1_500);
    await second.getByRole("button", { name: "Save client" }).click();
    await expect(second.locator(".err-sum")).toContainText("changed this after you opened it");
    await expect(second.getByText("“Larkrise Farm”").first()).toBeVisible();
    await expect(second.getByLabel("Name")).toHaveValue("Larkrise Ltd");
    await expectAccessible(second);
    await second.getByRole("button", { name: "Save client" }).click();
    await expect(second.getByRole("heading", { name: "Larkrise Ltd" })).toBeVisible();
  },
);

/** Unfolds what changes a sent request. */
async function unfolded(page: Page): Promise<void> {
  if (!(await page.getByLabel("Due").isVisible())) await page.getByText("Change this request").click();
  await expect(page.getByLabel("Due")).toBeVisible();
}

test(
  "[W12] what is typed over a sent request is not saved over a colleague's newer day unseen",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/requests/${stage.requestId}`);
    const due = page.getByLabel("Due");
    await expect(due).toBeHidden();
    await unfolded(page);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await unfolded(second);
    await second.getByLabel("Due").fill("2031-03-03");
    await expect(second.getByText(/^Monday 3 March 2031, in \d+ days$/)).toBeVisible();
    await due.fill("2031-02-02");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByText("Changed. Its recipients read")).toBeVisible();
    await unfolded(page);
    // the same form again: its own save moved the version along
    await due.fill("2031-02-04");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.locator(".err-sum")).toHaveCount(0);
    await second.waitForTimeout(1_500);
    await second.getByRole("button", { name: "Save changes" }).click();
    await expect(second.locator(".err-sum")).toContainText("changed this after you opened it");
    await expect(second.getByLabel("Due")).toHaveValue("2031-03-03");
    await expect(second.getByText(/^Monday 3 March 2031, in \d+ days$/)).toBeVisible();
    await expectAccessible(second);
    await second.getByRole("button", { name: "Save changes" }).click();
    await expect(second.getByText("Changed. Its recipients read")).toBeVisible();
    await unfolded(second);
    await expect(second.getByLabel("Due")).toHaveValue("2031-03-03");
  },
);

test(
  "[A13] a contact's new address is said to end its devices, and does",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const phone = await newDevice();
    await claim(phone.page, stage.contactEmail);
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
    await page.locator(".more-menu > summary").click();
    await page.getByRole("link", { name: "Edit contact" }).click();
    await expect(page.getByText("Another address ends every link and device")).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Email").fill("moved@client.example");
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.getByText("moved@client.example").first()).toBeVisible();
    await phone.page.goto(stage.origin);
    await expect(phone.page.getByText("Here as")).toHaveCount(0);
  },
);

test(
  "[W1] work is edited, completed and archived, and restored from its address",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/work/${stage.workItemId}`);
    await page.getByRole("link", { name: "Edit work item" }).click();
    await expect(page).toHaveURL(/\/edit$/);
    await expectAccessible(page);
    await page.getByLabel("Title").fill("Payroll 2026");
    await page.getByLabel("Status").selectOption("Ready");
    await page.getByRole("button", { name: "Save work item" }).click();
    await expect(page.getByRole("heading", { name: "Payroll 2026" })).toBeVisible();
    await act("completeWork", { firmId: stage.firmId, workItemId: stage.workItemId });
    await page.reload();
    await page.getByRole("button", { name: "Archive work item" }).click();
    await expect(page.getByText("This work is archived")).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${stage.origin}/admin/work`);
    await expect(page.getByText("Payroll 2026")).toHaveCount(0);
    await page.goto(`${stage.origin}/admin/work/${stage.workItemId}`);
    await page.getByRole("button", { name: "Restore work item" }).click();
    await expect(page.getByRole("button", { name: "Archive work item" })).toBeVisible();
  },
);

test(
  "[W1] a client with an open request is not archived; its tabs have addresses",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/clients/${stage.clientId}`);
    await page.getByRole("button", { name: "Archive client" }).click();
    await expect(page.locator(".err-sum")).toContainText("1 request is still open");
    await page.getByRole("link", { name: "Requests", exact: true }).last().click();
    await expect(page.getByRole("link", { name: "Papers" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: /^Contacts \d/ }).click();
    await expect(page.getByRole("link", { name: "Add contact" })).toBeVisible();
    await expectAccessible(page);
  },
);
