import { claim, expect, expectAccessible, mailTo, test } from "./fixtures";

test(
  "[A15] a new device is told by mail; its link signs just that device out, by one press",
  { tag: "@phone" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const mail = await mailTo(stage.contactEmail, 1, /^A new device opened your requests/);
    expect(mail.text).toMatch(/(Chrome|Another browser) on \w+, this network, at /);
    const { page: reader } = await newDevice();
    await reader.goto(mail.link);
    await expect(reader.getByRole("heading", { name: "Was this not you?" })).toBeVisible();
    await expectAccessible(reader);
    await page.reload();
    await expect(page.getByText("Here as").first()).toBeAttached();
    await reader.getByRole("button", { name: "Sign this device out" }).click();
    await expect(reader.getByRole("heading", { name: "That device is signed out" })).toBeVisible();
    await expectAccessible(reader);
    await page.goto(stage.origin);
    await expect(page.getByRole("heading", { name: "Email me a link" })).toBeVisible();
    await reader.goto(`${stage.origin}/devices/revoke/${"x".repeat(43)}`);
    await expect(reader.getByRole("heading", { name: "This link signs nothing out" })).toBeVisible();
    await expectAccessible(reader);
  },
);
