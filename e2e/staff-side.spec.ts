import { act, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test("[F4] staff sign in by a mailed link that works once; looking at it uses nothing up", async ({
  page,
  stage,
  newDevice,
}) => {
  await page.goto(`${stage.origin}/admin/work`);
  await expect(page).toHaveURL(/\/admin\/sign-in$/);
  await expectAccessible(page);
  await page.getByLabel("Email address").fill(stage.staffEmail);
  await page.getByRole("button", { name: "Email me a link" }).click();
  const { link } = await mailTo(stage.staffEmail, 1, /Sign in/);
  const { page: scanner } = await newDevice();
  for (let at = 0; at < 5; at++) await scanner.goto(link);
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin\/work$/);
  await scanner.goto(link);
  await expect(scanner.getByText("That link was used")).toBeVisible();
  await page.goto(`${stage.origin}/admin/sign-in`);
  await expect(page).toHaveURL(/\/admin\/work$/);
});

test("[W1] lists of clients, work and requests, with pages", { tag: "@desktop" }, async ({ page, stage }) => {
  await act("manyWorkItems", { firmId: stage.firmId, client: "Many Jobs Ltd", count: "30" });
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/work`);
  await expectAccessible(page);
  await expect(page.getByRole("row")).not.toHaveCount(0);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText(/Accounts/).first()).toBeVisible();
  for (const path of ["clients", "requests"]) {
    await page.goto(`${stage.origin}/admin/${path}`);
    await expectAccessible(page);
  }
});

test(
  "[C2] a contact is deleted after a question that says what follows, and restored",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
    await expectAccessible(page);
    await page.locator(".more-menu > summary").click();
    await page.getByRole("link", { name: "Delete contact" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Delete contact" }).click();
    await expect(page.getByRole("button", { name: "Restore contact" })).toBeVisible();
    await page.getByRole("button", { name: "Restore contact" }).click();
    await page.locator(".more-menu > summary").click();
    await expect(page.getByRole("link", { name: "Delete contact" })).toBeVisible();
  },
);

test("[W8] completing with open tasks asks first", { tag: "@desktop" }, async ({ page, stage }) => {
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/work/${stage.workItemId}`);
  await page.getByRole("link", { name: "Mark as completed" }).click();
  await expect(page.getByRole("dialog")).toContainText("3 tasks are still open");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Mark as completed" }).click();
  await expect(page.getByRole("button", { name: "Set back to in progress" })).toBeVisible();
});

test("[W4] resending mails each recipient a new link", { tag: "@phone" }, async ({ page, stage }) => {
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/requests/${stage.requestId}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Resend" }).click();
  const [first, second] = [await mailTo(stage.contactEmail, 1), await mailTo(stage.contactEmail, 2)];
  expect(first.link).not.toBe(second.link);
});

test(
  "[O3] the app says that it lives and is ready, and names no version",
  { tag: "@desktop" },
  async ({ request, stage }) => {
    for (const path of ["/api/health", "/api/ready"]) {
      const answer = await request.get(`http://localhost:${new URL(stage.origin).port}${path}`);
      expect(answer.status()).toBe(200);
      expect(answer.headers()["x-powered-by"]).toBeUndefined();
      expect(await answer.text()).not.toMatch(/\d+\.\d+\.\d+/);
    }
  },
);
