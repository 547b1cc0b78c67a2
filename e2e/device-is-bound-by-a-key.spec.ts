import { act, claim, expect, expectAccessible, mailTo, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

const proof = "__Host-proof";
const anew = { name: "This browser has to be opened anew" };

const hasProof = async (page: Page): Promise<boolean> =>
  (await page.context().cookies()).some(({ name }) => name === proof);

/** What ten minutes away do: the browser drops the cookie. */
const tenMinutesLater = (page: Page) => page.context().clearCookies({ name: proof });

const isIn = (page: Page) => expect(page.getByText("Here as").first()).toBeAttached();

/** Opens a page and waits until it listens for changes: from then on it asks for nothing by itself. */
async function openQuietly(page: Page, url: string): Promise<void> {
  await page.goto("about:blank");
  const listens = page.waitForResponse((a) => a.request().method() === "GET" && /\/live\?/.test(a.url()));
  await page.goto(url);
  await listens;
}

/** Opens the request mail and presses; the press is signed by this browser's key, and the device bound to it. */
async function claimBound(page: Page, stage: Stage, nth = 1): Promise<void> {
  await claim(page, stage.contactEmail, nth);
  expect(await hasProof(page)).toBe(true);
}

test(
  "[A14] a browser's cookies copied elsewhere are worth nothing after ten minutes, and the owner notices nothing",
  { tag: "@desktop" },
  async ({ page, stage, browser, contextOptions }) => {
    await claimBound(page, stage);
    await page.goto(`${stage.origin}/devices`);
    await page.getByText("How we keep these devices safe").click();
    await expect(page.getByText("Locked to its own browser", { exact: true })).toBeVisible();
    await expectAccessible(page);

    const stolen = await page.context().storageState();
    const thief = await browser.newContext({ ...contextOptions, storageState: stolen });
    const far = await thief.newPage();
    const old = await act<string>("agedProof", { firmId: stage.firmId, contactId: stage.contactId });
    const was = stolen.cookies.find(({ name }) => name === proof);
    expect(was).toBeDefined();
    if (!was) throw new Error("unreachable");
    for (const value of [old, `${old.slice(0, -2)}xx`, undefined]) {
      await thief.clearCookies({ name: proof });
      if (value) await thief.addCookies([{ ...was, value }]);
      await far.goto(`${stage.origin}/requests/${stage.requestId}`);
      await expect(far.getByRole("heading", anew)).toBeVisible();
      await expect(far.getByText("Here as")).toHaveCount(0);
      const live = `/live?as=${stage.firmId}.${stage.contactId}`;
      expect(await far.evaluate(async (path) => (await fetch(path)).status, live)).toBe(204);
    }
    await expectAccessible(far);
    await thief.close();

    await page.reload();
    await isIn(page);
    await page.goto(stage.origin);
    await isIn(page);
  },
);

test(
  "[A14] whoever comes back after ten minutes goes on where they were, by any door",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claimBound(page, stage);
    const task = `${stage.origin}/tasks/${stage.tasks.answer}`;
    await tenMinutesLater(page);
    await page.goto(task);
    await isIn(page);
    await expect(page).toHaveURL(task);
    expect(await hasProof(page)).toBe(true);
    await tenMinutesLater(page);
    await page.goto((await mailTo(stage.contactEmail)).link);
    await isIn(page);
    await tenMinutesLater(page);
    await page.goto(stage.origin);
    await isIn(page);
    await openQuietly(page, `${stage.origin}/devices`);
    // the page counts on a proof that is gone: nothing is signed out, and that is said
    await tenMinutesLater(page);
    await page.getByRole("button", { name: "Sign out on this device" }).last().click();
    await expect(page.getByRole("heading", { name: "Please press that once more" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Go back" }).click();
    await expect(page.getByRole("heading", { name: "Your devices" })).toBeVisible();
    await page.getByRole("button", { name: "Sign out on this device" }).last().click();
    await expect(page.getByText("You are signed out on this device")).toBeVisible();
  },
);

test(
  "[A14] an open page keeps its proof, and a form whose proof ran out goes through as it was typed",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await page.clock.install();
    await claimBound(page, stage);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await isIn(page);
    await page.waitForTimeout(1_500); // the script comes when the page is quiet
    await tenMinutesLater(page);
    await page.clock.fastForward(7 * 60_000);
    await expect.poll(() => hasProof(page)).toBe(true);

    // the machine slept: the clock is on, and no timer ran
    await tenMinutesLater(page);
    const now = await page.evaluate(() => Date.now());
    await page.clock.setSystemTime(now + 11 * 60_000);
    await page.getByLabel(/^Write to/).fill("Is July enough?");
    await page.getByRole("button", { name: "Send comment" }).click();
    await expect(page.locator(".says, .thread, main").getByText("Is July enough?").first()).toBeVisible();
    await expect(page.getByLabel(/^Write to/)).toHaveValue("");
  },
);

test(
  "[A14] in two tabs right after the claim every press goes through, also where its page knew nothing of a run-out proof",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await claimBound(page, stage);
    const second = await page.context().newPage();
    await second.goto((await mailTo(stage.contactEmail)).link);
    await isIn(second);
    for (const [tab, words] of [
      [page, "Is July enough?"],
      [second, "And August?"],
    ] as const) {
      await openQuietly(tab, `${stage.origin}/tasks/${stage.tasks.answer}`);
      await tenMinutesLater(tab);
      await tab.getByLabel(/^Write to/).fill(words);
      await tab.getByRole("button", { name: "Send comment" }).click();
      // sent back unproven, and made once more by the page itself
      await expect(tab.getByLabel(/^Write to/)).toHaveValue("");
      await expect(tab.getByRole("main").getByText(words).first()).toBeVisible();
    }
    await openQuietly(page, `${stage.origin}/tasks/${stage.tasks.upload}`);
    await tenMinutesLater(page);
    await page
      .getByLabel(/Choose files|files/i)
      .first()
      .setInputFiles({
        name: "July.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
      });
    await expect(page.getByText("July.pdf").first()).toBeVisible();
    await expect(page.getByRole("button", { name: /^Remove/ }).first()).toBeVisible();
    // a press that carries nothing to be given back says that it was lost
    await openQuietly(second, stage.origin);
    await tenMinutesLater(second);
    await second.getByRole("checkbox").first().click();
    await expect(second.getByRole("heading", { name: "Please press that once more" })).toBeVisible();
    await second.getByRole("link", { name: "Go back" }).click();
    await isIn(second);
  },
);

test(
  "[A14] a browser that lost its key is opened anew, by a link it has or by a fresh one",
  { tag: "@phone" },
  async ({ page, stage }) => {
    const lose = async () => {
      await page.goto(`${stage.origin}/help`);
      await page.evaluate(
        () =>
          new Promise((done) => {
            indexedDB.deleteDatabase("lodge").onsuccess = done;
          }),
      );
      await tenMinutesLater(page);
    };
    await claimBound(page, stage);
    await lose();
    await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
    await page.goto((await mailTo(stage.contactEmail, 2)).link);
    await page.getByRole("button", { name: "Open my requests" }).click();
    await isIn(page);
    expect(await hasProof(page)).toBe(true);

    await lose();
    await page.goto((await mailTo(stage.contactEmail, 2)).link);
    await expect(page.getByRole("heading", anew)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send access link" })).toBeVisible();
    await page.goto(stage.origin);
    await expect(page.getByRole("heading", anew)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Email address").fill(stage.contactEmail);
    await page.getByRole("button", { name: "Send access link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await page.goto((await mailTo(stage.contactEmail, 3)).link);
    await isIn(page);
  },
);

test(
  "[A14] without a script a device is bound by its cookie, says so, and a bound one is told what to do",
  { tag: "@phone" },
  async ({ page, stage, browser, contextOptions }) => {
    const still = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
    const plain = await still.newPage();
    await claim(plain, stage.contactEmail);
    await plain.goto(`${stage.origin}/devices`);
    await expect(plain.getByText("Not locked, held by a cookie").first()).toBeHidden();
    await plain.getByText("How we keep these devices safe").click();
    await expect(plain.getByText("Not locked, held by a cookie").first()).toBeVisible();
    // its session ran out: the browser's name alone opens nothing, and one press mails a link
    await still.clearCookies({ name: "__Host-sid" });
    await plain.goto(stage.origin);
    await expect(plain.getByRole("heading", anew)).toBeVisible();
    await expect(plain.getByText("Here as")).toHaveCount(0);
    await plain.getByRole("button", { name: "Send access link" }).click();
    await expect(plain.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await plain.goto((await mailTo(stage.contactEmail, 2)).link);
    await isIn(plain);
    await still.close();

    await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
    await claimBound(page, stage, 3);
    await tenMinutesLater(page);
    const storageState = await page.context().storageState();
    const off = await browser.newContext({ ...contextOptions, storageState, javaScriptEnabled: false });
    const silent = await off.newPage();
    await silent.goto(stage.origin);
    await expect(silent.getByRole("heading", anew)).toBeVisible();
    await expect(silent.getByRole("heading", { name: "One moment" })).toBeHidden();
    await expect(silent.getByRole("button", { name: "Send access link" })).toBeVisible();
    await off.close();
  },
);
