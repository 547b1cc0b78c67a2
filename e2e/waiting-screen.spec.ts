import { expect, expectAccessible, mailTo, test, type Page } from "./fixtures";

async function ask(page: Page, origin: string, email: string) {
  await page.goto(`${origin}/login`);
  await page.getByLabel("Email address").first().fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
}
const codeOf = (text: string) => /(\d{3} \d{3})$/m.exec(text)?.[1] ?? "";
const home = (page: Page) => expect(page.getByText("Here as").first()).toBeAttached();

test("[A7] the mail's code opens the screen that asked; a wrong one says so", async ({ page, stage }) => {
  await ask(page, stage.origin, stage.otherEmail);
  await expectAccessible(page);
  const mail = await mailTo(stage.otherEmail, 1, /access link/);
  const code = codeOf(mail.text);
  await page
    .getByLabel("Mail on your phone? Type its 6-digit code")
    .fill(code === "000 000" ? "1" : "000000");
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.locator(".err-sum")).toContainText("That is not the code of the newest mail");
  await expectAccessible(page);
  await page.getByLabel("Mail on your phone? Type its 6-digit code").fill(code);
  await page.getByRole("button", { name: "Open" }).click();
  await home(page);
});

test(
  "[A7] a phone lets the waiting screen in by the number that it shows",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    await ask(page, stage.origin, stage.otherEmail);
    const shown = await page.getByText("Your phone then asks for this number").locator("b").innerText();
    const { page: phone } = await newDevice();
    await phone.goto((await mailTo(stage.otherEmail, 1, /access link/)).link);
    await expect(phone.getByRole("button", { name: "Open here" })).toBeVisible();
    await expectAccessible(phone);
    await phone.getByRole("link", { name: "Let in the screen that is waiting" }).click();
    await expect(phone.getByRole("heading", { name: "Which number does that screen show?" })).toBeVisible();
    await expectAccessible(phone);
    await phone.getByRole("button", { name: shown, exact: true }).click();
    await expect(phone.getByRole("heading", { name: "That screen is open now" })).toBeVisible();
    await expectAccessible(phone);
    await home(page);
    await phone.goto(stage.origin);
    await expect(phone.getByLabel("Email address").first()).toBeVisible();
  },
);

test(
  "[A7] the link opened in another tab lets the waiting screen go on by itself",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await ask(page, stage.origin, stage.otherEmail);
    const tab = await page.context().newPage();
    await tab.goto((await mailTo(stage.otherEmail, 1, /access link/)).link);
    await home(tab);
    await tab.close();
    await home(page);
  },
);

test(
  "[A7] the link opened in the very tab that waits is not cut off by the tab going on",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await ask(page, stage.origin, stage.otherEmail);
    const { link } = await mailTo(stage.otherEmail, 1, /access link/);
    let going = false;
    await page.route("**/wait/state", (route) => route.fulfill({ body: going ? "go" : "wait" }));
    await page.route("**/m/*", async (route) => {
      going = true;
      await new Promise((resolve) => setTimeout(resolve, 4_500));
      await route.continue();
    });
    await page.goto(link);
    await home(page);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test(
    "[A7] code and number work without JavaScript",
    { tag: "@phone" },
    async ({ page, stage, newDevice }) => {
      await ask(page, stage.origin, stage.otherEmail);
      const first = await mailTo(stage.otherEmail, 1, /access link/);
      const shown = await page.getByText("Your phone then asks for this number").locator("b").innerText();
      const { page: phone } = await newDevice();
      await phone.goto(`${first.link}/let-in`);
      await phone.getByRole("button", { name: shown, exact: true }).click();
      await page.getByRole("link", { name: "Go on when your phone says so" }).click();
      await home(page);
      const { page: another } = await newDevice();
      await ask(another, stage.origin, stage.otherEmail);
      const second = await mailTo(stage.otherEmail, 2, /access link/);
      await another.getByLabel("Mail on your phone? Type its 6-digit code").fill(codeOf(second.text));
      await another.getByRole("button", { name: "Open" }).click();
      await home(another);
    },
  );
});
