import { act, claim, expect, expectAccessible, signInStaff, test, type Page } from "./fixtures";

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

test("[P10] with forced colours what is chosen, which filter is on and where one is have an edge of their own", async ({
  page,
  stage,
  isMobile,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  const edge = (css: string) =>
    page
      .locator(css)
      .first()
      .evaluate((one) => getComputedStyle(one).outlineStyle);
  await claim(page, stage.contactEmail);
  const { firmId, contactId } = stage;
  const asked = await act<Record<string, string>>("ask", { firmId, contactId });
  await page.goto(`${stage.origin}/tasks/${asked["transaction"] ?? ""}`);
  await page.getByRole("radio", { name: "Repairs" }).check();
  await page.getByLabel("Not applicable").check();
  await page.getByLabel("Why?").focus();
  expect(await edge(".chip input:checked + span")).toBe("solid");
  expect(await edge(".chip input:not(:checked) + span")).toBe("none");
  expect(await edge(".choice > input:checked")).toBe("solid");
  expect(await edge(".choice > input:not(:checked)")).toBe("none");
  await expectAccessible(page);

  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/clients?waiting=late`);
  if (isMobile) await page.locator(".folded > summary").click();
  await page.getByRole("heading", { level: 1 }).click();
  expect(await edge(".chips .fchip.on")).toBe("solid");
  expect(await edge(".chips .fchip:not(.on)")).toBe("none");
  expect(await edge(".snav a[aria-current]")).toBe("solid");
  await page.goto(`${stage.origin}/admin/clients`);
  await page.getByRole("checkbox", { name: /^Select Client/ }).check();
  expect(await edge(".tbl tr.sel")).toBe("solid");
});

test(
  "[P10] at twice the size of text no name is cut and no bar covers a fifth of the page",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    for (const path of ["/", `/tasks/${stage.tasks.upload}`, `/tasks/${stage.tasks.answer}`]) {
      await page.goto(`${stage.origin}${path}`);
      const found = await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        const cut = [...document.querySelectorAll("main *, header *")].filter((one) => {
          const { overflowX, overflowY, clipPath } = getComputedStyle(one);
          const hides = [overflowX, overflowY].some((value) => value === "hidden" || value === "clip");
          return hides && clipPath === "none" && one.scrollHeight > one.clientHeight + 1;
        });
        const bars = [...document.querySelectorAll("body *")]
          .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position))
          .map((one) => one.getBoundingClientRect().height / innerHeight);
        return { cut: cut.map((one) => one.className), tallest: Math.max(0, ...bars) };
      });
      expect(found.cut, path).toEqual([]);
      expect(found.tallest, path).toBeLessThan(0.2);
      await expectAccessible(page);
    }
  },
);

test(
  "[P10] on a phone the menu is a navigation, also while it is shut, on both sides",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(stage.origin);
    const menu = page.getByRole("navigation", { name: "Menu" });
    await expect(menu).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(1);
    await menu.getByText("Menu").click();
    await expect(menu.getByRole("link", { name: "Your devices" })).toBeVisible();
    await expectAccessible(page);
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/work`);
    await expect(menu).toBeVisible();
    await menu.getByText("Menu").click();
    await expect(menu.getByRole("link", { name: "Clients" })).toBeVisible();
  },
);
