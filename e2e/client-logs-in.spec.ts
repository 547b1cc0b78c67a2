import { act, claim, countMails, expect, expectAccessible, mailTo, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

const password = "seven quiet herons wade";

async function logIn(page: Page, email: string, typed = password): Promise<void> {
  const section = page.getByRole("region", { name: "Log in" });
  await section.getByLabel("Email address").fill(email);
  await section.getByLabel("Password", { exact: true }).fill(typed);
  await section.getByRole("button", { name: "Log in with password" }).click();
}

const withLogin = (stage: Stage) =>
  act("login", { firmId: stage.firmId, contactId: stage.contactId, email: stage.contactEmail });

test("[L1] the base URL offers a link first and the login beside it; a login goes straight in", async ({
  page,
  stage,
}) => {
  await withLogin(stage);
  await page.goto(stage.origin);
  await expect(page.getByRole("heading", { name: "Email me a link" })).toBeVisible();
  await expectAccessible(page);
  const refused = async (email: string, typed?: string) => {
    await logIn(page, email, typed);
    await expect(page.getByRole("alert").first()).toContainText("do not go together");
    // what the script adds is on the page
    await expect(page.getByRole("button", { name: "Show password" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Use a passkey" })).toBeVisible();
    return page.getByRole("main").innerText();
  };
  const wrong = await refused(stage.contactEmail, "not the password");
  await expectAccessible(page);
  expect(await refused("nobody@client.example")).toBe(wrong);
  await logIn(page, stage.contactEmail);
  await expect(page.getByText("Logged in as").first()).toBeAttached();
  await expect(page.getByText("3 things")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${stage.origin}/login`);
  await expect(page).toHaveURL(`${stage.origin}/`);
});

test(
  "[L1] an address that is refused stands in its field again, and in no address of a page",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await withLogin(stage);
    await page.goto(stage.origin);
    const login = page.getByRole("region", { name: "Log in" }).getByLabel("Email address");
    await page.getByLabel("Email address").first().fill("margaret at example");
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page.getByRole("alert").first()).toContainText("Write an email address");
    await expect(page.getByLabel("Email address").first()).toHaveValue("margaret at example");
    await logIn(page, stage.contactEmail, "not the password");
    await expect(page.getByRole("alert").first()).toContainText("do not go together");
    await expect(login).toHaveValue(stage.contactEmail);
    expect(page.url()).not.toContain(stage.contactEmail.split("@")[0]);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    for (const door of ["create", "help"]) {
      await page.goto(`${stage.origin}/login/${door}`);
      await expect(page.getByLabel("Email address")).toHaveValue("");
      await page.getByLabel("Email address").fill("margaret");
      await page.getByRole("button", { name: "Email me a link" }).click();
      await expect(page.getByLabel("Email address")).toHaveValue("margaret");
    }
  },
);

test("[L2] from the magic-link portal Log in stands in the navigation; logging out leaves the device in", async ({
  page,
  stage,
  isMobile,
}) => {
  await withLogin(stage);
  await claim(page, stage.contactEmail);
  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("link", { name: "Log in" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  await expectAccessible(page);
  await logIn(page, stage.contactEmail);
  await expect(page.getByText("Logged in as").first()).toBeAttached();
  await expect(page.getByRole("link", { name: "Log in" })).toHaveCount(0);
  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("button", { name: "Log out" }).first().click();
  await expect(page.getByText("Here as").first()).toBeAttached();
  await expect(page.getByText("You are logged out")).toBeVisible();
});

test(
  "[L3] an account is made with the address and a password chosen behind the mailed link",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await page.goto(`${stage.origin}/login`);
    await page.getByRole("link", { name: "Create account" }).click();
    await expectAccessible(page);
    await page.getByLabel("Email address").fill("no address");
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page.getByRole("alert").first()).toContainText("There is a problem");
    await page.getByLabel("Email address").fill(stage.otherEmail);
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await expectAccessible(page);
    const { link } = await mailTo(stage.otherEmail, 1, /Make your login/);
    await page.goto(link);
    await expectAccessible(page);
    await page.getByLabel("New password").fill("too short");
    const show = page.getByRole("button", { name: "Show password" });
    await show.click();
    await expect(page.getByLabel("New password")).toHaveAttribute("type", "text");
    await page.getByRole("button", { name: "Save password" }).click();
    await expect(page.getByRole("alert").first()).toContainText("at least 12 characters");
    await expectAccessible(page);
    await page.getByLabel("New password").fill(password);
    await page.getByRole("button", { name: "Save password" }).click();
    await expect(page.getByText("Your password is set")).toBeVisible();
    await mailTo(stage.otherEmail, 1, /was set/);
    await logIn(page, stage.otherEmail);
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link sets no password any more" })).toBeVisible();
    await expectAccessible(page);
  },
);

test(
  "[L4] a password is changed by who knows it, and the browser elsewhere is logged out",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    await withLogin(stage);
    const { page: other } = await newDevice();
    for (const one of [other, page]) {
      await one.goto(`${stage.origin}/login`);
      await logIn(one, stage.contactEmail);
      await expect(one.getByText("Logged in as").first()).toBeAttached();
    }
    await page.goto(`${stage.origin}/devices`);
    await page
      .getByRole("listitem")
      .filter({ hasText: "Password" })
      .getByRole("link", { name: "Change" })
      .click();
    await expect(page.getByRole("heading", { name: "Change your password" })).toBeVisible();
    await expectAccessible(page);
    const change = async (present: string, next: string) => {
      await page.getByLabel("Present password").fill(present);
      await page.getByLabel("New password").fill(next);
      await page.getByRole("button", { name: "Change password" }).click();
    };
    await change("not the present one", "three loud geese fly");
    await expect(page.getByText("That password is not right").first()).toBeVisible();
    await expectAccessible(page);
    await change(password, "short");
    await expect(page.getByText("Use at least 12 characters").first()).toBeVisible();
    await change(password, "three loud geese fly");
    await expect(page.getByText("Your password is changed")).toBeVisible();
    await expectAccessible(page);
    await mailTo(stage.contactEmail, 1, /password of your login was changed/);
    await other.goto(stage.origin);
    await expect(other.getByText("Logged in as")).toHaveCount(0);
    await logIn(other, stage.contactEmail, "three loud geese fly");
    await expect(other.getByText("Logged in as").first()).toBeAttached();
  },
);

test(
  "[L5] help signing in answers everybody alike, and a reset logs out elsewhere",
  { tag: "@phone" },
  async ({ page, stage, newDevice }) => {
    await withLogin(stage);
    const { page: other } = await newDevice();
    await other.goto(stage.origin);
    await logIn(other, stage.contactEmail);
    await expect(other.getByText("Logged in as").first()).toBeAttached();
    const ask = async (email: string) => {
      await page.goto(`${stage.origin}/login/help`);
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Email me a link" }).click();
      await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
      return page.getByRole("main").innerText();
    };
    const [stranger, bare] = ["nobody-here@client.example", stage.otherEmail];
    expect(await ask(stranger)).toBe(await ask(stage.contactEmail));
    expect(await ask(bare)).toContain("no login yet");
    await mailTo(bare, 1, /Make your login/);
    await page.goto((await mailTo(stage.contactEmail, 1, /new password/)).link);
    await page.getByLabel("New password").fill("nine new words for nobody");
    await page.getByRole("button", { name: "Reset password" }).click();
    await expect(page.getByText("Your password is set")).toBeVisible();
    await other.reload();
    await expect(other.getByText("Logged in as")).toHaveCount(0);
    await logIn(page, stage.contactEmail, "nine new words for nobody");
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    expect(await countMails(stranger)).toBe(0);
  },
);

test(
  "[L6] a change to magic link only logs out pages that are open, and the login pages say so",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withLogin(stage);
    await page.goto(stage.origin);
    await logIn(page, stage.contactEmail);
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    await act("chooseMode", { firmId: stage.firmId, mode: "link" });
    await expect(page.getByRole("heading", { name: /^Your requests from/ })).toBeVisible({ timeout: 10_000 });
    await expect(page.getByText("uses links only")).toBeVisible();
    for (const path of ["/login", "/login/create", "/login/help", "/reset/anything"]) {
      await page.goto(`${stage.origin}${path}`);
      await expect(page.getByText("uses links only")).toBeVisible();
      await expect(page.getByRole("button", { name: "Email me a link" })).toBeVisible();
      await expect(page.getByLabel("Password")).toHaveCount(0);
    }
    await expectAccessible(page);
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/help`);
    await expect(page.getByText("Here as").first()).toBeAttached();
    await expect(page.getByRole("link", { name: "Log in" })).toHaveCount(0);
  },
);

test(
  "[HT5] the login leads to pages of this portal only, and another site cannot post it",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withLogin(stage);
    for (const to of ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"]) {
      await page.context().clearCookies();
      await page.goto(`${stage.origin}/login?to=${encodeURIComponent(to)}`);
      await logIn(page, stage.contactEmail);
      await expect(page.getByText("Logged in as").first()).toBeAttached();
      expect(new URL(page.url()).origin).toBe(stage.origin);
    }
    await page.context().clearCookies();
    await page.goto(stage.origin);
    const attacker = await page.context().newPage();
    await attacker.setContent(
      `<form method="post" action="${stage.origin}/login/password"><input name="email" value="${stage.contactEmail}"><input name="password" value="${password}"></form>`,
    );
    const [answer] = await Promise.all([
      attacker.waitForResponse(/\/login\/password$/),
      attacker.evaluate(() => {
        document.forms[0]?.submit();
      }),
    ]);
    expect(answer.status()).toBe(403);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
  },
);

test(
  "[A17] a form drawn for one who was logged in saves nothing as the next",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withLogin(stage);
    await act("login", { firmId: stage.firmId, contactId: stage.otherId, email: stage.otherEmail });
    await page.route("**/live?**", (route) => route.abort()); // else the page itself would notice
    await page.goto(stage.origin);
    await logIn(page, stage.contactEmail);
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await page.getByLabel("Your answer").fill("For the first one only.");
    const second = await page.context().newPage();
    await second.goto(stage.origin);
    await second.getByRole("button", { name: "Log out" }).last().click();
    await expect(second.getByText("You are logged out")).toBeVisible();
    await logIn(second, stage.otherEmail);
    await expect(second.getByText("Logged in as").first()).toBeAttached();
    await page.getByRole("button", { name: "Save this answer" }).click();
    await expect(page.getByRole("alert").first()).toContainText("nothing was saved");
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test(
    "[P6] without JavaScript: make an account, log in, log out",
    { tag: "@phone" },
    async ({ page, stage, isMobile }) => {
      await page.goto(`${stage.origin}/login/create`);
      await page.getByLabel("Email address").fill(stage.otherEmail);
      await page.getByRole("button", { name: "Email me a link" }).click();
      await page.goto((await mailTo(stage.otherEmail, 1, /Make your login/)).link);
      await expect(page.getByRole("button", { name: "Show password" })).toHaveCount(0);
      await page.getByLabel("New password").fill(password);
      await page.getByRole("button", { name: "Save password" }).click();
      await logIn(page, stage.otherEmail);
      await expect(page.getByText("Logged in as").first()).toBeAttached();
      if (isMobile) await page.getByText("Menu").click();
      await page.getByRole("button", { name: "Log out" }).first().click();
      await expect(page.getByText("You are logged out")).toBeVisible();
    },
  );
});
