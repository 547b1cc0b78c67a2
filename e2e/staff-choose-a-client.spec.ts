import { act, expect, expectAccessible, signInStaff, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

async function withClients(page: Page, stage: Stage, names: string[]): Promise<void> {
  for (const name of names) await act("newClient", { firmId: stage.firmId, name, kind: "company" });
  await signInStaff(page, stage);
}

const box = (page: Page) => page.getByRole("combobox", { name: "Client" });
const option = (page: Page, name: string) => page.getByRole("option", { name });
const editOf = (stage: Stage) => `${stage.origin}/admin/contacts/${stage.contactId}/edit`;

test("[W1] new work is for a client that is found by typing, with keys or by touch", async ({
  page,
  stage,
  isMobile,
}) => {
  await withClients(page, stage, ["Ashdown Vets Ltd", "Ashgrove Farm", "Étoile Bakery"]);
  await page.goto(`${stage.origin}/admin/work/new`);
  await box(page).click();
  await expect(page.getByRole("option")).toHaveCount(4);
  await expectAccessible(page);
  await box(page).pressSequentially("ash");
  await expect(page.getByText("2 clients", { exact: true })).toBeAttached();
  await expect(box(page)).toHaveAttribute("aria-expanded", "true");
  if (isMobile) await option(page, "Ashgrove Farm").tap();
  else {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("option")).toHaveCount(0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(option(page, "Ashgrove Farm")).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
  }
  await expect(page.getByRole("radio", { name: "Ashgrove Farm" })).toBeChecked();
  await box(page).pressSequentially("nobody");
  await expect(page.getByText("No client matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Create work item" }).click();
  await expect(page.locator(".err-sum")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Ashgrove Farm" })).toBeChecked();
  await expectAccessible(page);
  await page.getByLabel("Title").fill("Payroll");
  await page.getByRole("button", { name: "Create work item" }).click();
  await expect(page.getByRole("heading", { name: "Payroll" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ashgrove Farm" }).first()).toBeVisible();
});

test(
  "[W1] new work from a client's page is for that client",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/clients/${stage.clientId}`);
    await page.getByRole("link", { name: "New work item" }).click();
    await expect(page.getByLabel("Title")).toBeVisible();
    await expect(box(page)).toHaveCount(0);
    await expectAccessible(page);
    await page.getByLabel("Title").fill("Payroll");
    await page.getByRole("button", { name: "Create work item" }).click();
    await expect(page.getByRole("heading", { name: "Payroll" })).toBeVisible();
    await page.goto(`${stage.origin}/admin/work/new`);
    await page.getByRole("button", { name: "Create work item" }).click();
    await expect(page.locator(".err-sum")).toContainText("Choose a client.");
  },
);

test(
  "[C4] a contact gets another client by typing, and a refusal keeps what was chosen",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withClients(page, stage, ["Ashdown Vets Ltd", "Ashgrove Farm"]);
    await page.goto(editOf(stage));
    for (const name of ["Ashdown Vets Ltd", "Ashgrove Farm"]) {
      await page.getByRole("combobox", { name: "Clients" }).pressSequentially("ash");
      await option(page, name).click();
    }
    await page.getByRole("checkbox", { name: "Ashdown Vets Ltd" }).uncheck();
    await page.getByLabel("First name").fill("");
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.locator(".err-sum")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Ashgrove Farm" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Ashdown Vets Ltd" })).not.toBeChecked();
    await expectAccessible(page);
    await page.getByLabel("First name").fill("Maya");
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.getByRole("definition").getByRole("link", { name: "Ashgrove Farm" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Ashdown Vets Ltd" })).toHaveCount(0);
  },
);

test(
  "[C4] a request is sent to a contact from its page, and to nobody else",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
    await page.getByRole("link", { name: "Send request" }).click();
    await expect(page.getByText(stage.contactEmail)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Title").fill("Bank statements");
    await page.getByRole("button", { name: "Create request" }).click();
    await expect(page.getByRole("checkbox", { name: new RegExp(stage.contactEmail) })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: new RegExp(stage.otherEmail) })).not.toBeChecked();
  },
);

test(
  "[C4] what else can be done with a contact stands behind one button, which Esc closes",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
    const more = page.locator(".more-menu > summary");
    await expect(async () => {
      await more.click();
      await expect(page.getByRole("link", { name: "Edit contact" })).toBeVisible({ timeout: 500 });
      await page.keyboard.press("Escape");
      await expect(page.getByRole("link", { name: "Edit contact" })).toBeHidden({ timeout: 500 });
    }).toPass();
    await expect(more).toBeFocused();
    await more.click();
    await expectAccessible(page);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test(
    "[W1] a client is found and chosen, and what was typed stays",
    { tag: "@desktop" },
    async ({ page, stage }) => {
      await withClients(page, stage, ["Ashdown Vets Ltd", "Ashgrove Farm"]);
      await page.goto(`${stage.origin}/admin/work/new`);
      await page.getByLabel("Title").fill("Payroll");
      await box(page).fill("nobody");
      await page.getByRole("button", { name: "Find" }).click();
      await expect(page.getByText("No client matches “nobody”.")).toBeVisible();
      await box(page).fill("ash");
      await page.getByRole("button", { name: "Find" }).click();
      await page.getByRole("radio", { name: "Ashgrove Farm" }).check();
      await expect(page.getByLabel("Title")).toHaveValue("Payroll");
      await page.getByLabel("Title").fill("");
      await page.getByRole("button", { name: "Create work item" }).click();
      await expect(page.locator(".err-sum")).toBeVisible();
      await expect(page.getByRole("radio", { name: "Ashgrove Farm" })).toBeChecked();
      await page.getByLabel("Title").fill("Payroll");
      await page.getByRole("button", { name: "Create work item" }).click();
      await expect(page.getByRole("heading", { name: "Payroll" })).toBeVisible();
    },
  );

  test(
    "[C4] a contact's clients are found, chosen and taken away",
    { tag: "@desktop" },
    async ({ page, stage }) => {
      await withClients(page, stage, ["Ashdown Vets Ltd", "Bright Sparks"]);
      await page.goto(editOf(stage));
      for (const [words, name] of [
        ["ash", "Ashdown Vets Ltd"],
        ["bri", "Bright Sparks"],
      ] as const) {
        await page.getByRole("combobox", { name: "Clients" }).fill(words);
        await page.getByRole("button", { name: "Find" }).click();
        await page.getByRole("checkbox", { name }).check();
      }
      await page.getByRole("checkbox", { name: /^Client t-/ }).uncheck();
      await page.getByRole("button", { name: "Save contact" }).click();
      const kept = page.getByRole("definition");
      await expect(kept.getByRole("link", { name: "Ashdown Vets Ltd" })).toBeVisible();
      await expect(kept.getByRole("link", { name: "Bright Sparks" })).toBeVisible();
      await expect(kept.getByRole("link", { name: /^Client t-/ })).toHaveCount(0);
    },
  );
});
