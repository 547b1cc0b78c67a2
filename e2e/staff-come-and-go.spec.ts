import { act, claim, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

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
    await expect(dialog).toContainText("Nothing to hand over");
    await expect(dialog.getByLabel("Who takes the work over")).toHaveCount(0);
    await expectAccessible(page);

    await page.goto(`${stage.origin}/admin/work/${stage.workItemId}/edit`);
    await page.getByLabel("Owner").selectOption("Nia New");
    await page.getByRole("button", { name: "Save work item" }).click();
    await expect(page).toHaveURL(/\/admin\/work\/[^/]+$/);
    await page.goto(`${stage.origin}/admin/staff`);
    await page.getByRole("link", { name: "Nia New" }).click();
    await page.getByRole("link", { name: "Deactivate" }).click();
    await expect(dialog).toContainText("Signed out at once");
    await expect(dialog).toContainText("1 open work item");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(dialog.locator(".err-sum")).toContainText("Choose who takes the work over");
    await dialog.getByLabel("Who takes the work over").selectOption({ index: 1 });
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByText("Deactivated", { exact: true })).toBeVisible();
    await theirs.goto(`${stage.origin}/admin/work`);
    await expect(theirs).toHaveURL(/\/admin\/sign-in$/);
    await page.goto(`${stage.origin}/admin/work`);
    await expect(page.locator("select[name=owner] option")).toHaveText(["Anybody", "Ana Hill"]);
    await page.goto(`${stage.origin}/admin/staff`);
    await page.getByRole("link", { name: "Nia New" }).click();

    await page.getByRole("link", { name: "Reactivate" }).click();
    await expect(dialog).toContainText("Can sign in again");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Reactivate" }).click();
    await expect(page.getByRole("link", { name: "Deactivate" })).toBeVisible();
    await expect(page.getByText("Deactivated", { exact: true })).toHaveCount(0);
  },
);

test(
  "[AU7] with an older sign-in staff confirm with a code from their mail in the same form, which keeps what they typed",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    const colleague = await act<{ id: string }>("newColleague", { firmId: stage.firmId });
    await page.goto(`${stage.origin}/admin/staff/new`);
    await expect(page.getByText("Lodge mails you a code")).toHaveCount(0);
    await act("agedStaffSessions", { firmId: stage.firmId });
    for (const place of [
      "staff/new",
      `staff/${colleague.id}`,
      `staff/${colleague.id}?dialog=deactivate`,
      "settings/portal?mode=link",
      "settings/keys/new",
    ]) {
      await page.goto(`${stage.origin}/admin/${place}`);
      await expect(page.getByText("when you press, Lodge mails you a code and asks for it here")).toHaveCount(
        1,
      );
      await expectAccessible(page);
    }
    await page.goto(`${stage.origin}/admin/staff/${colleague.id}?dialog=deactivate`);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(dialog.locator(".err-sum")).toContainText("Lodge has mailed you a code");
    await expectAccessible(page);
    const code = /\b\d{3} \d{3}\b/.exec((await mailTo(stage.staffEmail, 1, /^Your code/)).text)?.[0] ?? "";
    await dialog.getByLabel("6-digit code").fill(code === "000 000" ? "111111" : "000000");
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(dialog.locator(".err-sum")).toContainText("That code is not right");
    await dialog.getByLabel("6-digit code").fill(code);
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByRole("link", { name: "Reactivate" })).toBeVisible();
    await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}/edit`);
    await page.getByLabel("Last name").fill("Moved");
    await page.getByLabel("Email").fill("moved@client.example");
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.locator(".err-sum")).toContainText("Lodge has mailed you a code");
    await expect(page.getByLabel("Last name")).toHaveValue("Moved");
    await expect(page.getByLabel("Email")).toHaveValue("moved@client.example");
    await expectAccessible(page);
    await page.getByLabel("6-digit code").fill(code);
    await page.getByRole("button", { name: "Save contact" }).click();
    await expect(page.getByText("moved@client.example").first()).toBeVisible();
  },
);

test(
  "[F4, I1] staff write the card that clients read, and make and end an API key that is shown once",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/settings/card`);
    await page.getByLabel("Telephone").fill("ring me");
    await page.getByRole("button", { name: "Save card" }).click();
    await expect(page.locator(".err-sum")).toContainText("Write a telephone number");
    await page.getByLabel("Title").fill("Your bookkeeper");
    await page.getByLabel("Telephone").fill("+44 20 7946 0018");
    await expect(page.locator(".cardpv")).toContainText("Your bookkeeper +44 20 7946 0018");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save card" }).click();
    await expect(page.getByRole("status")).toContainText("Saved.");
    const { page: theirs } = await newDevice();
    await claim(theirs, stage.contactEmail);
    await expect(theirs.getByRole("region", { name: "Who to ask" })).toContainText("Your bookkeeper");
    await expect(theirs.getByRole("link", { name: /7946 0018/ }).first()).toBeAttached();

    await page.goto(`${stage.origin}/admin/settings/keys`);
    await expect(page.getByText("No keys yet.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "New API key" }).click();
    await page.getByLabel("Name").fill("Practice software");
    await page.getByRole("button", { name: "Make API key" }).click();
    await expect(page.locator(".err-sum")).toContainText("Choose what the program may do");
    await expect(page.getByLabel("Name")).toHaveValue("Practice software");
    await page.getByLabel("Read clients").check();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Make API key" }).click();
    const key = await page.getByLabel("API key").inputValue();
    expect(key).toMatch(/^lodge_[\w-]{43}$/);
    await expectAccessible(page);
    const clients = () =>
      page.request.get(`http://localhost:${new URL(stage.origin).port}/api/v1/clients`, {
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await clients()).status()).toBe(200);
    await page.getByRole("link", { name: "I have kept it" }).click();
    const row = page.getByRole("row", { name: /Practice software/ });
    await expect(row).toContainText("acts as Ana Hill");
    await expect(page.locator("body")).not.toContainText(key.slice(12));
    await expectAccessible(page);
    await row.getByRole("button", { name: "End Practice software" }).click();
    await expect(page.getByRole("status")).toContainText("The key is ended");
    expect((await clients()).status()).toBe(401);
  },
);
