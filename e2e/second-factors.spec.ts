import { generateSync } from "otplib";
import { act, expect, expectAccessible, mailTo, signInStaff, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

const codeOf = (secret: string, ahead = 0) =>
  generateSync({
    secret: secret.replaceAll(" ", ""),
    epoch: Math.floor(Date.now() / 1000) + ahead * 30,
  });

const cookieOf = async (page: Page, stage: Stage, name: string) =>
  (await page.context().cookies(stage.origin)).find((cookie) => cookie.name === name)?.value ?? "";

const keep = (page: Page, stage: Stage, name: string, value: string) =>
  page.context().addCookies([
    {
      name,
      value,
      url: stage.origin.replace("http:", "https:"),
      secure: true,
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);

const makeLogin = (stage: Stage) =>
  act<string>("makeLogin", {
    firmId: stage.firmId,
    contactId: stage.contactId,
    email: stage.contactEmail,
  });

/** As after a right password: what stands between it and the session. */
async function givePassword(page: Page, stage: Stage, loginId: string): Promise<void> {
  await page.goto(`${stage.origin}/login`);
  const browser = await cookieOf(page, stage, "__Host-dv");
  const step = await act<{ kind: string; token: string }>("givePassword", {
    firmId: stage.firmId,
    loginId,
    browser,
  });
  await keep(page, stage, "__Host-lch", step.token);
  await page.goto(`${stage.origin}/login/${step.kind === "enrol" ? "enrol" : "second"}`);
}

/** Logged in by password, some minutes ago. */
async function logIn(page: Page, stage: Stage, loginId: string, minutes = 0): Promise<void> {
  await page.goto(`${stage.origin}/login`);
  const made = await act<{ login: string }>("logIn", {
    firmId: stage.firmId,
    contactId: stage.contactId,
    loginId,
    minutes: String(minutes),
    browser: await cookieOf(page, stage, "__Host-dv"),
  });
  await keep(page, stage, "__Host-lid", made.login);
  await page.goto(`${stage.origin}/devices`);
  await expect(page.getByRole("heading", { name: "Log-in and security" })).toBeVisible();
}

const logOut = (page: Page) => page.context().clearCookies({ name: "__Host-lid" });

/** Chromium's own authenticator: a device with a lock that its owner opens. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Sets an app up where one is logged in; returns what it was given. */
async function setUpApp(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Set up" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = await page.locator(".secret").innerText();
  await page.getByLabel("6-digit code").fill(codeOf(secret, -1));
  await page.getByRole("button", { name: "Save this app" }).click();
  await expect(page.getByRole("heading", { name: /Now your recovery codes/ })).toBeVisible();
  return secret;
}

async function makeCodes(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: "Make my recovery codes" }).click();
  await expect(page.getByText("Here they are, this once.")).toBeVisible();
  return page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
}

/** Nothing of the contact opens here: no page, no part of a page, no file, no live updates. */
async function expectShut(page: Page, stage: Stage): Promise<void> {
  const paths = ["/", "/devices", "/devices/app", "/devices/codes", `/requests/${stage.requestId}`];
  const as = `${stage.firmId}.${stage.contactId}`;
  const found = await page.evaluate(
    async ({ paths, as }) => {
      const texts = await Promise.all(
        paths.flatMap((path) =>
          [{}, { RSC: "1" }].map(async (headers) => (await fetch(path, { headers })).text()),
        ),
      );
      return { texts, live: (await fetch(`/live?as=${as}`)).status };
    },
    { paths, as },
  );
  expect(found.texts).toHaveLength(10);
  for (const text of found.texts)
    expect(text).not.toMatch(/Papers|Maya|Here as|Logged in as|Send the bank statements/);
  expect(found.live).toBe(204);
  expect(await cookieOf(page, stage, "__Host-lid")).toBe("");
}

test("[L8] a contact sets up an authenticator app, and the next log-in asks for its code", async ({
  page,
  stage,
}) => {
  const loginId = await makeLogin(stage);
  await logIn(page, stage, loginId);
  await expectAccessible(page);
  const secret = await setUpApp(page);
  expect((await mailTo(stage.contactEmail, 1, /authenticator app was added/)).subject).toContain("added");
  const codes = await makeCodes(page);
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("10 of 10 left")).toBeVisible();
  await expectAccessible(page);
  await logOut(page);

  await givePassword(page, stage, loginId);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await expectAccessible(page);
  await expectShut(page, stage);
  await page.getByLabel("6-digit code").fill("12345");
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.locator(".err-sum")).toContainText("That code is not right");
  await expectAccessible(page);
  await page.getByLabel("6-digit code").fill(codeOf(secret));
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByText("Logged in as").first()).toBeAttached();
  await logOut(page);

  await givePassword(page, stage, loginId);
  await page.getByText("Use a recovery code instead").click();
  await page.getByLabel("Recovery code").fill(codes[3]?.toUpperCase() ?? "");
  await page.getByRole("button", { name: "Log in with a recovery code" }).click();
  await mailTo(stage.contactEmail, 1, /^A recovery code of your login was used/);
  await expect(page.getByText("Logged in as").first()).toBeAttached();
  await page.goto(`${stage.origin}/devices`);
  await expect(page.getByText("9 of 10 left")).toBeVisible();
});

test(
  "[L6] where the firm wants a second factor, nothing opens before one is set up",
  { tag: "@phone" },
  async ({ page, stage }) => {
    const loginId = await makeLogin(stage);
    await act("wantSecondFactor", { firmId: stage.firmId });
    await givePassword(page, stage, loginId);
    await expect(page.getByRole("heading", { name: "Set up your second step" })).toBeVisible();
    await expectAccessible(page);
    await expectShut(page, stage);
    await page.goto(`${stage.origin}/login/second`);
    await expect(page).toHaveURL(/\/login\?problem=over/);
    await page.goto(`${stage.origin}/login/enrol`);
    await page.getByRole("link", { name: "Set up an authenticator app" }).click();
    await expectAccessible(page);
    const secret = await page.locator(".secret").innerText();
    await page.getByLabel("6-digit code").fill("12345");
    await page.getByRole("button", { name: "Save and log in" }).click();
    await expect(page.locator(".err-sum")).toContainText("That code is not right");
    expect(await page.locator(".secret").innerText()).toBe(secret);
    await page.getByLabel("6-digit code").fill(codeOf(secret));
    await page.getByRole("button", { name: "Save and log in" }).click();
    await expect(page.getByRole("heading", { name: /Now your recovery codes/ })).toBeVisible();
    expect(await makeCodes(page)).toHaveLength(10);
    await page.goto(`${stage.origin}/devices/app`);
    await page.getByRole("button", { name: "Remove this app" }).click();
    await expect(page.locator(".err-sum")).toContainText("This is your only second factor");
  },
);

test(
  "[L9] a passkey is made, logs in on its own, and is renamed and removed",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withAuthenticator(page);
    const loginId = await makeLogin(stage);
    await logIn(page, stage, loginId, 6);
    await page.getByRole("link", { name: "Make a passkey" }).click();
    await page.getByLabel("Your password").fill("not the password");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.locator(".err-sum")).toContainText("That password is not right");
    await expectAccessible(page);
    await page.getByLabel("Your password").fill("four plain words here");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.getByText("The passkey is made.")).toBeVisible();
    await expect(page.getByText("Not used yet")).toBeVisible();
    await logOut(page);

    await page.goto(`${stage.origin}/login`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    await page.goto(`${stage.origin}/devices`);
    await expect(page.getByRole("list", { name: "How you log in" })).toContainText(/Last used today/);
    await expectAccessible(page);
    await page.getByRole("link", { name: /^Change passkey/ }).click();
    await page.getByLabel("Name").fill("Kitchen tablet");
    await page.getByRole("button", { name: "Save the name" }).click();
    await expect(page.getByText("Kitchen tablet")).toBeVisible();
    await page.getByRole("link", { name: /^Change passkey/ }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove this passkey" }).click();
    await expect(page.getByText("The passkey is removed.")).toBeVisible();
    await logOut(page);

    await page.goto(`${stage.origin}/login`);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByText("That passkey opens nothing here.")).toBeVisible();
  },
);

test(
  "[L8] a passkey is the second factor, made at the door where the firm wants one",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await withAuthenticator(page);
    const loginId = await makeLogin(stage);
    await act("wantSecondFactor", { firmId: stage.firmId });
    await givePassword(page, stage, loginId);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.getByText("Logged in as").first()).toBeAttached();
    await logOut(page);
    await givePassword(page, stage, loginId);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByText("Logged in as").first()).toBeAttached();
  },
);

test(
  "[L11] staff deactivate a contact's second factors, and the contact is out and told",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const { page: client } = await newDevice();
    const loginId = await makeLogin(stage);
    await logIn(client, stage, loginId);
    await setUpApp(client);
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}?tab=details`);
    await expect(page.getByText(/0 of 10 recovery codes left/)).toBeVisible();
    await page.getByRole("link", { name: "Deactivate two-factor authentication" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Deactivate two-factor authentication" }).click();
    await expect(page.getByText("Two-factor authentication is off")).toBeVisible();
    await expectAccessible(page);
    await client.goto(`${stage.origin}/devices`);
    await expect(client.getByLabel("Email address").first()).toBeVisible();
    await mailTo(stage.contactEmail, 1, /switched two-factor authentication off/);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test(
    "[P10] an app is set up, recovery codes are made, and the second step is passed",
    { tag: "@phone" },
    async ({ page, stage }) => {
      const loginId = await makeLogin(stage);
      await logIn(page, stage, loginId);
      const secret = await setUpApp(page);
      const codes = await makeCodes(page);
      expect(codes).toHaveLength(10);
      await logOut(page);
      await givePassword(page, stage, loginId);
      await page.getByLabel("6-digit code").fill(codeOf(secret));
      await page.getByRole("button", { name: "Log in", exact: true }).click();
      await expect(page.getByText("Logged in as").first()).toBeAttached();
    },
  );
});
