import { act, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test(
  "[F4] staff are invited by mail, get a role, and are deactivated with a hand-over: out at the next click",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const email = `nia+${stage.staffEmail}`;
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/staff`);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Invite staff" }).click();
    await expect(page).toHaveURL(/\/staff\/new$/);
    await page.getByRole("button", { name: "Send invitation" }).click();
    await expect(page.locator(".err-sum")).toContainText("Write the name");
    await expectAccessible(page);
    await page.getByLabel("Name").fill("Nia New");
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Send invitation" }).click();
    await expect(page.getByRole("heading", { name: "Nia New" })).toBeVisible();
    await expect(page.getByText("Invited", { exact: true })).toBeVisible();
    await expect(page.getByRole("status")).toHaveText(`The invitation is on its way to ${email}.`);
    await expectAccessible(page);

    const { page: theirs } = await newDevice();
    await theirs.goto((await mailTo(email, 1, /invites you/)).link);
    await theirs.getByRole("button", { name: "Sign in" }).click();
    await expect(theirs).toHaveURL(/\/admin\/work$/);
    const hidden = await theirs.goto(`${stage.origin}/admin/staff`);
    expect(hidden?.status()).toBe(404);

    await page.getByLabel("Role").selectOption("admin");
    await page.getByRole("button", { name: "Save role" }).click();
    await expect(page.getByRole("status")).toHaveText(/^Saved\. Nia New has the role admin/);
    await expect.poll(async () => (await theirs.goto(`${stage.origin}/admin/staff`))?.status()).toBe(200);

    await page.reload();
    await page.getByRole("link", { name: "Deactivate" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Signed out at once");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(dialog.locator(".err-sum")).toContainText("Choose who takes the work over");
    await dialog.getByLabel("Who takes the work over").selectOption({ index: 1 });
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByText("Deactivated", { exact: true })).toBeVisible();
    await theirs.goto(`${stage.origin}/admin/work`);
    await expect(theirs).toHaveURL(/\/admin\/sign-in$/);

    await page.getByRole("link", { name: "Reactivate" }).click();
    await expect(dialog).toContainText("Can sign in again");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Reactivate" }).click();
    await expect(page.getByRole("link", { name: "Deactivate" })).toBeVisible();
    await expect(page.getByText("Deactivated", { exact: true })).toHaveCount(0);
  },
);

test(
  "[AU7] with an older sign-in staff invite, give roles, deactivate and change how clients get in after signing in again",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    const colleague = await act<{ id: string }>("newColleague", { firmId: stage.firmId });
    await page.goto(`${stage.origin}/admin/staff/new`);
    await expect(page.getByText(/more than five minutes ago/)).toHaveCount(0);
    await act("agedStaffSessions", { firmId: stage.firmId });
    for (const place of [
      "staff/new",
      `staff/${colleague.id}`,
      `staff/${colleague.id}?dialog=deactivate`,
      "settings/portal?mode=link",
    ]) {
      await page.goto(`${stage.origin}/admin/${place}`);
      await expect(page.getByText(/more than five minutes ago. Sign out, sign in again/)).toHaveCount(1);
      await expectAccessible(page);
    }
    await page.goto(`${stage.origin}/admin/staff/${colleague.id}?dialog=deactivate`);
    await page.getByRole("dialog").getByLabel("Who takes the work over").selectOption({ index: 1 });
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await expect(page.locator(".err-sum")).toContainText("Sign out, sign in again");
    await page.goto(`${stage.origin}/admin/settings/portal?mode=link`);
    await page.getByRole("dialog").getByRole("button", { name: "Change to Magic link only" }).click();
    await expect(page.locator(".err-sum")).toContainText("Sign out, sign in again");
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}/edit`);
    await page.getByLabel("Last name").fill("Moved");
    await page.getByLabel("Email").fill("moved@client.example");
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.locator(".err-sum")).toContainText("Sign out, sign in again");
    await expect(page.getByLabel("Last name")).toHaveValue("Moved");
    await expect(page.getByLabel("Email")).toHaveValue("moved@client.example");
    await expectAccessible(page);
  },
);
