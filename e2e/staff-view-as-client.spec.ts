import { expect, expectAccessible, signInStaff, test } from "./fixtures";

test("[W9] staff see the portal as the client does, and can change nothing there", async ({
  page,
  stage,
}) => {
  await signInStaff(page, stage);
  await page.goto(`${stage.origin}/admin/contacts/${stage.contactId}`);
  await page.getByRole("link", { name: "View as client" }).click();
  await expect(page.getByText("Nothing can be changed here.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "3 things for you to do" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Confirm your address" })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole("link", { name: "What was it for?" }).last().click();
  await expect(page.getByText("Nothing can be changed here.")).toBeVisible();
  await expect(page.getByLabel("Your answer")).toBeDisabled();
  await expectAccessible(page);
  // pressed all the same, by a script: refused, since nobody is in on a device here
  await page.evaluate(() => {
    document.querySelector("fieldset")?.removeAttribute("disabled");
  });
  await page.getByLabel("Your answer").fill("Forged");
  await page.getByRole("button", { name: "Save this answer" }).first().click();
  await expect(page.locator(".err-sum")).toContainText("no longer in on this device");
  await page.getByRole("link", { name: "Stop viewing" }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/contacts/${stage.contactId}`));
  await page.goto(`${stage.origin}/`);
  await expect(page.getByText("Nothing can be changed here.")).toHaveCount(0);
});
