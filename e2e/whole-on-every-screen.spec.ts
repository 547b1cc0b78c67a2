import { act, claim, expect, signInStaff, test, type Page } from "./fixtures";

/** How far things moved by themselves since the page came (CLS), as the browser tells it. */
const shifts = (page: Page) => page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted);

function watchShifts(): void {
  const seen = globalThis as unknown as { shifted: number };
  seen.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shifted += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}

test("[P5] the upload control has one shape before and after its script comes, and nothing jumps", async ({
  page,
  stage,
  browser,
  contextOptions,
}) => {
  const path = `${stage.origin}/tasks/${stage.tasks.upload}`;
  const boxes = (at: Page) =>
    at.evaluate(() =>
      [".drop", ".drop .btn", ".drop p", "main .sec h2"].map((one) => {
        const { x, y, width, height } = document.querySelector(one)?.getBoundingClientRect() ?? new DOMRect();
        return [x, y, width, height].map(Math.round);
      }),
    );
  await claim(page, stage.contactEmail);
  await page.addInitScript("globalThis.__name = (marked) => marked");
  await page.addInitScript(watchShifts);
  await page.goto(path);
  await expect(page.locator(".drop.live")).toBeVisible();
  expect(await shifts(page)).toBe(0);
  const live = await boxes(page);

  const { cookies, origins } = await page.context().storageState();
  const still = await browser.newContext({
    ...contextOptions,
    storageState: { cookies, origins },
    javaScriptEnabled: false,
  });
  const plain = await still.newPage();
  await plain.goto(path);
  await expect(plain.locator(".drop")).toBeVisible();
  await expect(plain.getByRole("button", { name: "Send the file" })).toBeHidden();
  expect(await boxes(plain)).toEqual(live);
  await plain
    .getByLabel("Add photos or files")
    .setInputFiles([
      { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 a\n%%EOF\n") },
    ]);
  await expect(plain.getByRole("button", { name: "Send the file" })).toBeVisible();
  await still.close();
});

test("[P1] the next task is on home once, with what its row would say, and ticked there", async ({
  page,
  stage,
}) => {
  await claim(page, stage.contactEmail);
  await page.goto(stage.origin);
  const next = page.getByRole("region", { name: "Next task" });
  const title = (await next.getByRole("heading").textContent())?.trim() ?? "";
  await expect(page.locator("main").getByText(title, { exact: true })).toHaveCount(1);
  await expect(page.getByText("0 of 3 done")).toBeVisible();
  await expect(page.locator("main .task")).toHaveCount(2);
  await next.getByRole("checkbox", { name: title }).click();
  await expect(page.getByText("1 of 3 done")).toBeVisible();
});

/** The controls whose focus ring something around them cuts off. */
async function cutRings(page: Page): Promise<string[]> {
  // what a script focuses shows a ring where the keyboard was used last
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const cut: string[] = [];
    const controls = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex='0']",
    );
    for (const control of controls) {
      control.focus();
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(control);
      if (!control.matches(":focus-visible") || outlineStyle === "none") continue;
      const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset) - 0.5;
      for (let around = control.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        if (around === document.body || (overflowX === "visible" && overflowY === "visible")) continue;
        const [ring, room] = [control.getBoundingClientRect(), around.getBoundingClientRect()];
        if (
          ring.left - reach < room.left ||
          ring.top - reach < room.top ||
          ring.right + reach > room.right ||
          ring.bottom + reach > room.bottom
        )
          cut.push(`${control.textContent.trim().slice(0, 30)} in .${around.className}`);
      }
    }
    return cut;
  });
}

test("[P10] focus rings are cut nowhere", async ({ page, stage }) => {
  test.setTimeout(120_000);
  await claim(page, stage.contactEmail);
  const { firmId, contactId } = stage;
  const asked = await act<Record<string, string>>("ask", { firmId, contactId });
  const ids = [...Object.values(stage.tasks), asked["choice"], asked["approval"], asked["transaction"]];
  for (const path of [
    "/",
    `/requests/${stage.requestId}`,
    ...ids.map((id) => `/tasks/${id ?? ""}`),
    "/devices",
  ]) {
    await page.goto(`${stage.origin}${path}`);
    await page.evaluate(() => {
      document.querySelectorAll("details").forEach((fold) => (fold.open = true));
    });
    expect(await cutRings(page), path).toEqual([]);
  }
  await signInStaff(page, stage);
  for (const path of [
    "clients",
    `clients/${stage.clientId}`,
    "contacts",
    `contacts/${contactId}`,
    `contacts/${contactId}?tab=details`,
    "work",
    `work/${stage.workItemId}`,
    "requests",
    `requests/${stage.requestId}`,
    "staff",
    "settings/portal",
  ]) {
    await page.goto(`${stage.origin}/admin/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await cutRings(page), path).toEqual([]);
  }
});
