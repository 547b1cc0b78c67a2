import { act, claim, countMails, expect, expectAccessible, mailTo, test } from "./fixtures";

test("[A2] a link shows the firm's page with one button, no client and no task; pressing it opens", async ({
  page,
  stage,
}) => {
  const mail = await mailTo(stage.contactEmail);
  // a mail program took the full stop after the link for a part of it
  const answer = await page.goto(`${mail.link}.`);
  expect(answer?.headers()["referrer-policy"]).toBe("same-origin");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(
    page.getByText(`m•••@client.example`).or(page.getByText(/^.•••@client\.example$/)),
  ).toBeVisible();
  const html = await page.content();
  for (const hidden of ["bank statements", "Accounts", "Maya", stage.contactEmail])
    expect(html).not.toContain(hidden);
  await expect(page.getByRole("button")).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Open my requests" }).click();
  await expect(page).toHaveURL(`${stage.origin}/requests/${stage.requestId}`);
});

test(
  "[A3] a page that scripts have run on for a while is still unclaimed, and HEAD and prefetch change nothing",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const { link } = await mailTo(stage.contactEmail);
    await page.goto(link);
    await page.mouse.move(100, 100);
    await page.waitForLoadState("networkidle");
    const port = new URL(link).port;
    const host = new URL(link).host;
    const path = new URL(link).pathname;
    for (const init of [
      { method: "HEAD" },
      { method: "GET", headers: { "sec-purpose": "prefetch" } },
      { method: "OPTIONS" },
    ]) {
      await page.request.fetch(`http://localhost:${port}${path}`, {
        method: init.method,
        headers: { host, ...init.headers },
        failOnStatusCode: false,
      });
      await page.request.fetch(`http://localhost:${port}${path}/enter`, {
        method: init.method,
        headers: { host, ...init.headers },
        failOnStatusCode: false,
        maxRedirects: 0,
      });
    }
    const { page: other, context } = await newDevice();
    // a browser that keeps no cookies is told so, instead of to press again and again
    const again = () =>
      other.request.get(`http://localhost:${port}${path}?problem=again`, { headers: { host } });
    expect(await (await again()).text()).toContain("Your browser keeps no cookies for this page");
    expect(await (await again()).text()).toContain("Press the button once more.");
    await context.clearCookies();
    await other.goto(link);
    await other.getByRole("button", { name: "Open my requests" }).click();
    await expect(other).toHaveURL(/\/requests\//);
  },
);

test(
  "[A5] on the claimed device the same link, a later link and the base URL go straight in",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    const { link } = await mailTo(stage.contactEmail);
    await page.goto(link);
    await expect(page).toHaveURL(/\/requests\//);
    await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
    const later = await mailTo(stage.contactEmail, 2);
    expect(later.link).not.toBe(link);
    await page.goto(later.link);
    await expect(page).toHaveURL(/\/requests\//);
    await page.goto(stage.origin);
    await expect(page.getByRole("heading", { name: "3 things for you to do" })).toBeVisible();
    await page.goto(`${stage.origin}/login`);
    await expect(page.getByRole("heading", { name: "3 things for you to do" })).toBeVisible();
  },
);

test("[A6] on another device the link offers one thing: a new link to the same address, which opens there", async ({
  page,
  stage,
  newDevice,
}) => {
  await claim(page, stage.contactEmail);
  const { link } = await mailTo(stage.contactEmail);
  const { page: other } = await newDevice();
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "This link is in use on another device" })).toBeVisible();
  expect(await other.content()).not.toContain(stage.contactEmail);
  await expect(other.getByRole("button")).toHaveCount(1);
  await expectAccessible(other);
  await other.getByRole("button", { name: "Send access link" }).click();
  await expect(other.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expectAccessible(other);
  const access = await mailTo(stage.contactEmail, 1, /access link/i);
  await other.goto(access.link);
  await expect(other.getByText("3 things")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Here as").first()).toBeAttached();
});

test(
  "[A8] without a device the base URL asks for an email, and answers the same for everybody",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    const ask = async (email: string) => {
      await page.goto(stage.origin);
      await page.getByLabel("Email address").first().fill(email);
      await page.getByRole("button", { name: "Email me a link" }).click();
      await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
      const words = await page.getByRole("main").innerText();
      return words
        .replace(/\d{1,2}:\d{2}/, "")
        .replace(/.•••@\S+/, "")
        .replace(/number: \d{2}/, "");
    };
    await page.goto(stage.origin);
    await expectAccessible(page);
    expect(await ask(stage.otherEmail)).toBe(await ask("nobody-at-all@client.example"));
    await mailTo(stage.otherEmail);
    expect(await countMails("nobody-at-all@client.example")).toBe(0);
    await page.goto(stage.origin);
    await page.getByLabel("Email address").first().fill("no address");
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page.getByRole("alert").first()).toContainText("There is a problem");
    await expectAccessible(page);
  },
);

test("[A16] signing out closes this device; the same link then asks to be sent anew", async ({
  page,
  stage,
  isMobile,
}) => {
  await claim(page, stage.contactEmail);
  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("button", { name: "Sign out on this device" }).first().click();
  await expect(page.getByText("You are signed out on this device")).toBeVisible();
  await page.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
  await expect(page.getByLabel("Email address").first()).toBeVisible();
  await page.goto((await mailTo(stage.contactEmail)).link);
  await expect(page.getByRole("heading", { name: "You signed out on this device" })).toBeVisible();
});

test(
  "[A13] a deleted contact is out at the next request, restored has to claim anew",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await act("deleteContact", { firmId: stage.firmId, contactId: stage.contactId });
    await page.goto(stage.origin);
    await expect(page.getByLabel("Email address").first()).toBeVisible();
    await act("restoreContact", { firmId: stage.firmId, contactId: stage.contactId });
    await page.goto((await mailTo(stage.contactEmail)).link);
    await expect(page.getByRole("heading", { name: "This link opens nothing here" })).toBeVisible();
    await expectAccessible(page);
  },
);

test("[A17] two contacts on one browser: a choice, each page says as whom, and one's form is not saved as the other", async ({
  page,
  stage,
}) => {
  await claim(page, stage.contactEmail);
  await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
  await page.getByLabel("Your answer").fill("Mine alone.");
  await act("sendTo", { firmId: stage.firmId, contactId: stage.otherId });
  const second = await page.context().newPage();
  await claim(second, stage.otherEmail);
  await page.getByRole("button", { name: "Save this answer" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "nothing was saved" })).toBeVisible();
  await expect(page.getByLabel("Your answer")).toHaveValue("Mine alone.");
  await second.goto(stage.origin);
  await expect(second.getByRole("heading", { name: "Whose requests?" })).toBeVisible();
  await expectAccessible(second);
  const buttons = second.getByRole("main").getByRole("button");
  await expect(buttons).toHaveCount(2);
  const name = await buttons.first().innerText();
  await buttons.first().click();
  await expect(second.getByText("Here as").locator("b").first()).toHaveText(name, { useInnerText: false });
});

test(
  "[A17] a page of one contact stays as it is when something changes while the browser shows another",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    const task = `${stage.origin}/tasks/${stage.tasks.answer}`;
    await page.goto(task);
    await page.getByLabel("Your answer").fill("Mine, and kept as a draft.");
    await expect(page.getByText(/Draft kept/)).toBeVisible();
    await act("sendTo", { firmId: stage.firmId, contactId: stage.otherId });
    const second = await page.context().newPage();
    await claim(second, stage.otherEmail);
    const refused = page.waitForResponse((a) => a.request().method() === "HEAD" && a.status() === 409);
    await act("comment", {
      firmId: stage.firmId,
      taskId: stage.tasks.answer,
      body: "Is that the whole year?",
    });
    await page.bringToFront();
    await refused;
    await expect(page.getByLabel("Your answer")).toHaveValue("Mine, and kept as a draft.");
    // once the browser shows this contact again, the page is read anew with the next change
    await second.goto(stage.origin);
    const name = await page.getByText("Here as").locator("b").first().textContent();
    await second
      .getByRole("main")
      .getByRole("button", { name: name ?? "" })
      .click();
    await act("comment", { firmId: stage.firmId, taskId: stage.tasks.answer, body: "And of which bank?" });
    await page.bringToFront();
    await expect(page.getByText("And of which bank?")).toBeVisible();
    await expect(page.getByLabel("Your answer")).toHaveValue("Mine, and kept as a draft.");
  },
);

test(
  "[P13] what this is, is said to somebody with a device and to somebody without",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await page.goto(`${stage.origin}/help`);
    await expect(page.getByRole("heading", { name: "What is this?" })).toBeVisible();
    await expectAccessible(page);
    await claim(page, stage.contactEmail);
    await page.getByRole("link", { name: "What is this?" }).last().click();
    await expect(page.getByRole("heading", { name: "How long it lasts" })).toBeVisible();
    await expectAccessible(page);
  },
);
