import { act, expect, expectAccessible, signInStaff, test } from "./fixtures";

test(
  "[C2] a deleted contact is erased for good after its name is typed; what goes and what stays is said before",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    const own = `${stage.origin}/admin/contacts/${stage.contactId}`;
    await page.goto(own);
    const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
    await expect(page.getByText("Erase for good")).toHaveCount(0);
    await act("deleteContact", { firmId: stage.firmId, contactId: stage.contactId });
    await page.reload();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Erase for good" }).click();
    const dialog = page.getByRole("dialog", { name: "Erase this contact for good?" });
    await expect(dialog).toContainText("Name, email address and telephone number go");
    await expect(dialog).toContainText("Answers, files and comments stay");
    await expectAccessible(page);
    const confirm = dialog.getByLabel(`Type ${name} to confirm`);
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Write the contact's name.");
    await confirm.fill("Somebody Else");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(dialog.getByRole("alert")).toContainText("That is not this contact's name.");
    await expect(confirm).toHaveValue("Somebody Else");
    await expectAccessible(page);
    await confirm.fill(name.toLowerCase());
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByText(/^Erased on /)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Erased contact");
    await expect(page.getByRole("button", { name: "Restore contact" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Erase for good" })).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Details" }).click();
    await expect(page.getByText("Added", { exact: true })).toBeVisible();
    await expect(page.locator("main")).not.toContainText("@");
    await expectAccessible(page);

    await page.goto(`${stage.origin}/admin/contacts?state=deleted`);
    await expect(page.locator("main")).not.toContainText(/Erased contact|Maya/);
    await page.goto(`${stage.origin}/admin/requests/${stage.requestId}`);
    await expect(page.getByRole("link", { name: "Erased contact" })).toBeVisible();
    await expect(page.getByText("Erased: gets no mail")).toBeVisible();
    await expect(page.locator("main")).not.toContainText(name);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test(
    "[C2] without JavaScript a contact is erased the same way",
    { tag: "@phone" },
    async ({ page, stage }) => {
      await signInStaff(page, stage);
      await act("deleteContact", { firmId: stage.firmId, contactId: stage.contactId });
      await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
      const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
      await page.getByRole("link", { name: "Erase for good" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(/^Type /).fill("Not that name");
      await dialog.getByRole("button", { name: "Erase for good" }).click();
      await expect(dialog).toContainText("That is not this contact's name.");
      await dialog.getByLabel(/^Type /).fill(name);
      await dialog.getByRole("button", { name: "Erase for good" }).click();
      await expect(page.getByText(/^Erased on /)).toBeVisible();
    },
  );
});
