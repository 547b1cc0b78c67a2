import { act, expect, expectAccessible, signInStaff, test, type Page, countMails } from "./fixtures";
import type { Stage } from "./cast";

async function openClients(page: Page, stage: Stage, names: string[]): Promise<void> {
  for (const name of names)
    await act("newClient", { firmId: stage.firmId, name, kind: name.endsWith("Ltd") ? "company" : "person" });
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/clients`);
}

/** On a phone the filters are folded. */
const openFilters = async (page: Page, isMobile: boolean): Promise<void> => {
  if (isMobile) await page.getByText("Filters", { exact: false }).click();
};

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("[W1] a list is searched as one types, filtered and sorted, and Back undoes it", async ({
  page,
  stage,
  isMobile,
}) => {
  await openClients(page, stage, ["Ashdown Vets Ltd", "Étoile Bakery Ltd", "Ffion Llewellyn"]);
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: "Search clients" }).pressSequentially("etoi");
  await expect(row(page, "Étoile Bakery")).toBeVisible();
  await expect(row(page, "Ashdown")).toHaveCount(0);
  await expect(page).toHaveURL(/q=etoi$/);
  await page.goBack();
  await expect(row(page, "Ashdown")).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Search clients" })).toHaveValue("");
  await openFilters(page, isMobile);
  await page.getByLabel("Kind").selectOption("Person");
  await expect(row(page, "Ashdown")).toHaveCount(0);
  await expect(row(page, "Ffion")).toBeVisible();
  await page.getByLabel("Order").selectOption("Newest first");
  await expect(page).toHaveURL(/kind=person&sort=newest/);
  await page.reload();
  await expect(row(page, "Ffion")).toBeVisible();
  await expect(row(page, "Ashdown")).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search clients" }).fill("nobody");
  await expect(page.getByText("Nothing matches.")).toBeVisible();
  await expectAccessible(page);
});

test(
  "[W1] chosen clients are archived, each with its answer, and undone",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await openClients(page, stage, ["Ashdown Vets Ltd", "Bright Sparks Ltd"]);
    await page.getByRole("checkbox", { name: "Select Ashdown Vets Ltd" }).check();
    await page.getByRole("checkbox", { name: "Select Client t-" }).check();
    await expect(page.getByText("2 selected")).toBeVisible();
    await expect(page).toHaveURL(/sel=/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Archive" }).click();
    await expect(page.getByText("1 client archived.")).toBeVisible();
    await expect(page.getByText("1 request is still open.")).toBeVisible();
    await expect(row(page, "Ashdown")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row(page, "Ashdown")).toBeVisible();
  },
);

test(
  "[W1] work is completed and requests are sent again from their lists, and contacts have one",
  { tag: "@desktop" },
  async ({ page, stage, isMobile }) => {
    await act("manyWorkItems", { firmId: stage.firmId, client: "Many Jobs Ltd", count: "30" });
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/work`);
    await page.getByRole("checkbox", { name: "Select Job 29" }).check();
    await page.getByRole("button", { name: "Mark as completed" }).click();
    await expect(page.getByText("1 work item completed.")).toBeVisible();
    await expect(row(page, "Job 29")).toContainText("Completed");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(row(page, "Job 0")).toBeVisible();
    await page.getByRole("link", { name: "Previous" }).click();
    await expect(row(page, "Job 29")).toBeVisible();
    await page.goto(`${stage.origin}/admin/requests`);
    await expectAccessible(page);
    await expect(row(page, "Papers")).toContainText("Ana Hill");
    await act("undoSeconds", { firmId: stage.firmId, seconds: "60" });
    const mails = await countMails(stage.contactEmail);
    await page.getByRole("checkbox", { name: "Select Papers" }).check();
    await page.getByRole("button", { name: "Resend" }).click();
    await expect(page.getByText("1 request sent again.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("1 request not sent again.")).toBeVisible();
    expect(await countMails(stage.contactEmail)).toBe(mails);
    await page.goto(`${stage.origin}/admin/contacts`);
    await openFilters(page, isMobile);
    await page.getByLabel("Portal opened").selectOption("Never");
    await expect(page.getByText("Nothing matches.")).toBeVisible();
    await expectAccessible(page);
  },
);

test(
  "[W1] keys: / searches, j and k go from row to row, x chooses, Esc lets go",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await openClients(page, stage, ["Ashdown Vets Ltd", "Bright Sparks Ltd"]);
    // keys count once the script listens
    await expect(async () => {
      await page.keyboard.press("j");
      await expect(page.getByRole("link", { name: "Ashdown Vets Ltd" })).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press("j");
    await expect(page.getByRole("link", { name: "Bright Sparks Ltd" })).toBeFocused();
    await page.keyboard.press("x");
    await expect(page.getByText("1 selected")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("1 selected")).toHaveCount(0);
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search clients" })).toBeFocused();
    await page.keyboard.type("jxk?");
    await expect(page.getByRole("searchbox", { name: "Search clients" })).toHaveValue("jxk?");
  },
);

test(
  "[W1] single-key shortcuts are switched off, and stay so",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await openClients(page, stage, ["Ashdown Vets Ltd"]);
    const ashdown = page.getByRole("link", { name: "Ashdown Vets Ltd" });
    await expect(async () => {
      await page.keyboard.press("?");
      await expect(page.getByText("next row")).toBeVisible({ timeout: 500 });
    }).toPass();
    await expectAccessible(page);
    await page.getByRole("checkbox", { name: /Single keys/ }).uncheck();
    await page.keyboard.press("j");
    await expect(ashdown).not.toBeFocused();
    await page.reload();
    await expect(page.getByText("Keyboard shortcuts (off)")).toBeVisible();
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search clients" })).not.toBeFocused();
    await page.getByText("Keyboard shortcuts (off)").click();
    await page.getByRole("checkbox", { name: /Single keys/ }).check();
    await page.keyboard.press("j");
    await expect(ashdown).toBeFocused();
  },
);

test("[W1] on a phone the filters are one control that says how many are set, and stay open while one types", async ({
  page,
  stage,
  isMobile,
}) => {
  await openClients(page, stage, ["Ashdown Vets Ltd", "Ffion Llewellyn"]);
  const filters = page.locator("summary", { hasText: "Filters" });
  if (!isMobile) {
    await expect(filters).toBeHidden();
    await expect(page.getByLabel("Kind")).toBeVisible();
    return;
  }
  const rows = async () =>
    new Set(
      await page
        .locator(".fbar :is(.find, summary, .order .fchip)")
        .evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top))),
    ).size;
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await rows()).toBeLessThanOrEqual(2);
    await expectAccessible(page);
  }
  await expect(page.getByLabel("Kind")).toBeHidden();
  await filters.click();
  await page.getByLabel("Kind").selectOption("Company");
  await page.getByLabel("Waiting on them").selectOption("No");
  await expect(filters).toHaveText("Filters2 set");
  await page.getByRole("searchbox").pressSequentially("ash");
  await expect(page).toHaveURL(/q=ash/);
  await expect(page.getByLabel("Kind")).toBeVisible();
  await expectAccessible(page);
});

test(
  "[W1] the views of the clients' list count what they show, and show it",
  { tag: "@desktop" },
  async ({ page, stage, isMobile }) => {
    await openClients(page, stage, ["Ashdown Vets Ltd"]);
    await openFilters(page, isMobile);
    await expect(page.getByRole("link", { name: "All 2" })).toHaveAttribute("aria-current", "true");
    await page.getByRole("link", { name: "Never opened 0" }).click();
    await expect(page).toHaveURL(/waiting=unopened/);
    await expect(page.getByText("Nothing matches.")).toBeVisible();
    await page.getByRole("link", { name: "Mine 1" }).click();
    await expect(page).toHaveURL(/owner=/);
    await expect(row(page, "Client t-")).toBeVisible();
    await page.getByRole("link", { name: "All 2" }).click();
    await expect(row(page, "Ashdown")).toBeVisible();
  },
);

test(
  "[W1] at 320 px nothing of a list is wider than the window",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await openClients(page, stage, ["Ashdown Veterinary Group of the Whole South West Ltd"]);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.getByRole("checkbox", { name: /Select Ashdown/ }).check();
    await expectAccessible(page);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test(
    "[W1] search and filters are a form that works",
    { tag: "@phone" },
    async ({ page, stage, isMobile }) => {
      await openClients(page, stage, ["Ashdown Vets Ltd", "Ffion Llewellyn"]);
      await page.getByRole("searchbox", { name: "Search clients" }).fill("ash");
      await openFilters(page, isMobile);
      await page.getByLabel("Kind").selectOption("Company");
      await page.getByRole("button", { name: "Show" }).click();
      await expect(row(page, "Ashdown")).toBeVisible();
      await expect(row(page, "Ffion")).toHaveCount(0);
    },
  );
});
