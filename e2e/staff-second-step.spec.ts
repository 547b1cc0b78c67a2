import { generateSync } from "otplib";
import { sourcesUnder } from "@/test/sources";
import type { Stage } from "./cast";
import { act, countMails, expect, expectAccessible, mailTo, signInByMail, test, type Page } from "./fixtures";

const codeOf = (secret: string, ahead = 0) =>
  generateSync({
    secret: secret.replaceAll(" ", ""),
    epoch: Math.floor(Date.now() / 1000) + ahead * 30,
  });

const has = async (page: Page, origin: string, name: string) =>
  (await page.context().cookies(origin)).some((cookie) => cookie.name === name);

/** Asks for a link at the sign-in page, opens it from the mail and presses "Sign in". */
async function press(page: Page, origin: string, email: string, nth: number): Promise<void> {
  await page.goto(`${origin}/admin/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto((await mailTo(email, nth, /Sign in/)).link);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const signOut = (page: Page) => page.context().clearCookies({ name: "__Host-staff" });

async function makeCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole("heading", { name: /Now your recovery codes/ })).toBeVisible();
  await page.getByRole("button", { name: "Make my recovery codes" }).click();
  await expect(page.getByText("Here they are, this once.")).toBeVisible();
  return page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
}

async function enrolApp(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = await page.locator(".secret").innerText();
  await page.getByLabel("6-digit code").fill(codeOf(secret, -1));
  await page.getByRole("button", { name: "Save and sign in" }).click();
  return secret;
}

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

/** Every address of the staff side but the sign-in pages, with this firm's own ids in it. */
function adminPaths(stage: Stage): string[] {
  const ids: Record<string, string> = {
    "[clientId]": stage.clientId,
    "[contactId]": stage.contactId,
    "[workItemId]": stage.workItemId,
    "[requestId]": stage.requestId,
    "[...missing]": "nothing",
  };
  const files = sourcesUnder("app/(admin)/admin", /\/(?:page\.tsx|route\.ts)$/);
  return files
    .filter((path) => !path.includes("/sign-in/") || path.includes("/settings/"))
    .map((path) =>
      path
        .replace(/^app\/\(admin\)|\/(?:page\.tsx|route\.ts)$/g, "")
        .replace(/\[[^/]+\]/g, (name) => ids[name] ?? stage.firmId),
    );
}

/** The fields of a page's last form, as a browser without a script would send them. */
const formOf = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const html = await (await fetch(path)).text();
    const forms = new DOMParser().parseFromString(html, "text/html").querySelectorAll("main form");
    const form = forms[forms.length - 1] as HTMLFormElement;
    return [...new FormData(form)].map(
      ([name, value]) => [name, typeof value === "string" ? value : ""] as const,
    );
  }, path);

/** Invites an owner by that form: a server action, without the page. */
const invite = (page: Page, fields: (readonly [string, string])[], email: string) =>
  page.evaluate(
    async ({ fields, email }) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      for (const [name, value] of Object.entries({ name: "Planted", email, role: "owner" }))
        form.set(name, value);
      await fetch("/admin/staff/new", { method: "POST", body: form, redirect: "manual" });
    },
    { fields, email },
  );

/** With the challenge alone no page, part of a page, post, action, file or stream of the staff side opens. */
async function expectShut(page: Page, stage: Stage): Promise<void> {
  const paths = adminPaths(stage);
  expect(paths.length).toBeGreaterThan(35);
  const found = await page.evaluate(async (paths) => {
    const answers: { path: string; status: number; url: string; text: string }[] = [];
    const tries: RequestInit[] = [
      {},
      { headers: { RSC: "1" } },
      { method: "POST", body: new URLSearchParams({ x: "1" }) },
    ];
    for (const path of [...paths, "/live"])
      for (const how of tries) {
        const answer = await fetch(path, how);
        answers.push({ path, status: answer.status, url: answer.url, text: await answer.text() });
      }
    return answers;
  }, paths);
  for (const { path, status, url, text } of found) {
    const shut =
      /\/admin\/sign-in(\?|$)/.test(url) ||
      [204, 401, 403, 404, 405].includes(status) ||
      /sign-in|NEXT_REDIRECT/.test(text);
    expect([path, status, shut]).toEqual([path, status, true]);
    expect([path, /Papers|Maya|Ana Hill|Send the bank statements|Client t-/.test(text)]).toEqual([
      path,
      false,
    ]);
  }
  expect(await has(page, stage.origin, "__Host-staff")).toBe(false);
}

test(
  "[F4] at the second sign-in a second factor is set up first, and asked for from then on",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    test.slow();
    await signInByMail(page, stage);
    const invitation = await formOf(page, "/admin/staff/new");
    const invited = `invited+${stage.staffEmail}`;
    await invite(page, invitation, invited);
    await mailTo(invited, 1, /invites you/);
    await signOut(page);
    await press(page, stage.origin, stage.staffEmail, 2);
    await expect(page.getByRole("heading", { name: "Set up your second step" })).toBeVisible();
    await expectAccessible(page);
    await expectShut(page, stage);
    const planted = `planted+${stage.staffEmail}`;
    await invite(page, invitation, planted);
    expect(invitation.some(([name]) => name.startsWith("$ACTION"))).toBe(true);
    expect(await countMails(planted)).toBe(0);
    await page.goto(`${stage.origin}/admin/sign-in/second`);
    await expect(page).toHaveURL(/\/admin\/sign-in\?problem=over/);
    await page.goto(`${stage.origin}/admin/sign-in/enrol`);
    await page.getByRole("link", { name: "Set up an authenticator app" }).click();
    await expectAccessible(page);
    await page.getByLabel("6-digit code").fill("12345");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await expect(page.locator(".err-sum")).toContainText("That code is not right");
    const secret = await page.locator(".secret").innerText();
    await page.getByLabel("6-digit code").fill(codeOf(secret, -1));
    await page.getByRole("button", { name: "Save and sign in" }).click();
    const codes = await makeCodes(page);
    expect(codes).toHaveLength(10);
    await expectAccessible(page);
    await page.getByRole("link", { name: "I have kept them" }).click();
    await expect(page.getByText("10 of 10 left")).toBeVisible();
    await expectAccessible(page);
    await mailTo(stage.staffEmail, 1, /authenticator app was added/);
    await signOut(page);

    await press(page, stage.origin, stage.staffEmail, 3);
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await expectAccessible(page);
    await expectShut(page, stage);
    await page.getByLabel("6-digit code").fill("12345");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.locator(".err-sum")).toContainText("That code is not right");
    await expectAccessible(page);
    await page.getByLabel("6-digit code").fill(codeOf(secret));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(/\/admin\/work$/);
    expect(await has(page, stage.origin, "__Host-sch")).toBe(false);
    await signOut(page);

    // on the operator's own host too, where the recovery code stands in for the app
    const operator = `http://localhost:${new URL(stage.origin).port}`;
    await press(page, operator, stage.staffEmail, 4);
    await page.getByText("Use a recovery code instead").click();
    await page.getByLabel("Recovery code").fill(codes[3]?.toUpperCase() ?? "");
    await page.getByRole("button", { name: "Sign in with a recovery code" }).click();
    await mailTo(stage.staffEmail, 1, /^A recovery code of your sign-in was used/);
    await expect(page).toHaveURL(`${operator}/admin/work`);
    await page.goto(`${operator}/admin/settings/sign-in/app`);
    await page.getByRole("button", { name: "Remove this app" }).click();
    await expect(page.locator(".err-sum")).toContainText("This is your only second factor");
  },
);

test(
  "[F4] a passkey is made under “Your sign-in” and signs in without a mail",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await withAuthenticator(page);
    await signInByMail(page, stage);
    await page.goto(`${stage.origin}/admin/settings/sign-in`);
    await expect(page.getByRole("heading", { name: "Your sign-in" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Make a passkey" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.getByText("The passkey is made.")).toBeVisible();
    await expect(page.getByText("Not used yet.")).toBeVisible();
    await signOut(page);
    const mails = await countMails(stage.staffEmail);
    await page.goto(`${stage.origin}/admin/sign-in`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page).toHaveURL(/\/admin\/work$/);
    expect(await countMails(stage.staffEmail)).toBeLessThanOrEqual(mails + 1);
    await page.goto(`${stage.origin}/admin/settings/sign-in`);
    await page.getByRole("link", { name: /^Change/ }).click();
    await page.getByLabel("Name").fill("Office laptop");
    await page.getByRole("button", { name: "Save the name" }).click();
    await expect(page.getByText("Office laptop").first()).toBeVisible();
    await page.getByRole("link", { name: /^Change/ }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove this passkey" }).click();
    await expect(page.locator(".err-sum")).toContainText("This is your only second factor");
    await signOut(page);

    await press(page, stage.origin, stage.staffEmail, 2);
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page).toHaveURL(/\/admin\/work$/);
  },
);

test(
  "[F4] an owner resets a colleague's second factors and stops asking for them",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const colleague = await act<{ id: string; email: string }>("newColleague", { firmId: stage.firmId });
    const { page: theirs } = await newDevice();
    await press(theirs, stage.origin, colleague.email, 1);
    await enrolApp(theirs);
    await makeCodes(theirs);
    await signInByMail(page, stage);
    await page.goto(`${stage.origin}/admin/staff/${colleague.id}`);
    await expect(page.getByText("10 of 10 recovery codes left")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Reset second factors" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Signed out at once");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Reset second factors" }).click();
    await expect(page.getByText("The second factors are reset.")).toBeVisible();
    await theirs.goto(`${stage.origin}/admin/work`);
    await expect(theirs).toHaveURL(/\/admin\/sign-in$/);
    await mailTo(colleague.email, 1, /second factors were reset/);

    await page.goto(`${stage.origin}/admin/settings/staff`);
    await expect(page.getByText("2 people have none yet.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Stop asking staff for a second factor" }).click();
    await expect(page.getByText("Not asked for", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await mailTo(stage.staffEmail, 1, /no longer asked for a second factor/);
    await press(theirs, stage.origin, colleague.email, 2);
    await expect(theirs).toHaveURL(/\/admin\/work$/);
    expect((await theirs.goto(`${stage.origin}/admin/settings/staff`))?.status()).toBe(404);
    await theirs.goto(`${stage.origin}/admin/settings/sign-in`);
    await expect(theirs.getByRole("heading", { name: "Your sign-in" })).toBeVisible();
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test(
    "[P10] staff set an app up at the door, make recovery codes and pass the second step",
    { tag: "@phone" },
    async ({ page, stage }) => {
      await act("signedInBefore", { firmId: stage.firmId });
      await press(page, stage.origin, stage.staffEmail, 1);
      const secret = await enrolApp(page);
      expect(await makeCodes(page)).toHaveLength(10);
      await signOut(page);
      await press(page, stage.origin, stage.staffEmail, 2);
      await page.getByLabel("6-digit code").fill(codeOf(secret));
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page).toHaveURL(/\/admin\/work$/);
    },
  );
});
