import { act, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test("[L6, D3] staff choose how clients get in, after reading what follows, and which files the firm takes", async ({
  page,
  stage,
  isMobile,
}) => {
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/work`);
  if (isMobile) await page.getByText("Menu").click();
  await page.getByRole("link", { name: "Settings" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { name: "How clients get in" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: /^Magic link only/ }).check();
  await page.getByRole("button", { name: "Change how clients get in" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Magic links and devices stay as they are");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change to Magic link only" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Magic link only/ })).toBeChecked();

  await page.getByRole("link", { name: "Files", exact: true }).filter({ visible: true }).click();
  const endings = page.getByLabel("Endings of files you don’t take");
  await endings.fill("7z, !!");
  await page.getByRole("checkbox", { name: /^Refuse documents with macros/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“!!” is no ending of a file’s name").first()).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Refuse documents with macros/ })).toBeChecked();
  await expectAccessible(page);
  await endings.fill(".RAR 7z");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("It holds from the next file on")).toBeVisible();
  await expect(endings).toHaveValue("7z rar");
  await expect(page.getByRole("checkbox", { name: /^Refuse documents with macros/ })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /^Refuse archives/ })).not.toBeChecked();
  await expectAccessible(page);
});

test(
  "[L10] what the plan lacks is shown, explained and not selectable",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await act("plan", { firmId: stage.firmId, plan: "team" });
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/settings/portal?mode=link_login`);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const login = page.getByRole("radio", { name: /^Magic link \+ login with 2FA/ });
    await expect(login).toBeDisabled();
    await expect(page.getByText("Logins come with the Business and Enterprise plans.").first()).toBeVisible();
    await expectAccessible(page);
  },
);

test(
  "[L11] staff see the login on the contact's Details, mail a link and end sessions",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const { page: client } = await newDevice();
    await act("login", { firmId: stage.firmId, contactId: stage.contactId, email: stage.contactEmail });
    await client.goto(stage.origin);
    const section = client.getByRole("region", { name: "Log in" });
    await section.getByLabel("Email address").fill(stage.contactEmail);
    await section.getByLabel("Password", { exact: true }).fill("seven quiet herons wade");
    await section.getByRole("button", { name: "Log in with password" }).click();
    await expect(client.getByText("Logged in as").first()).toBeAttached();

    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/contacts/${stage.otherId}?tab=details`);
    await expect(page.getByRole("heading", { name: "Portal login" })).toBeVisible();
    await page.getByRole("link", { name: "Edit login details" }).click();
    await page.getByRole("button", { name: /^Send link to make one/ }).click();
    await expect(page.getByText("A link to make a login is on its way.")).toBeVisible();
    await mailTo(stage.otherEmail, 1, /Make your login/);

    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}?tab=details`);
    await expect(page.getByText("On 1 browser")).toBeVisible();
    await page.getByRole("link", { name: "Edit login details" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Send reset link/ }).click();
    await expect(page.getByText("A reset link is on its way.")).toBeVisible();
    await mailTo(stage.contactEmail, 1, /new password/);
    await page.getByRole("button", { name: /^End session/ }).click();
    await expect(page.getByText("Logged out everywhere.")).toBeVisible();
    await expectAccessible(page);
    await client.reload();
    await expect(client.getByText("Logged in as")).toHaveCount(0);
  },
);
