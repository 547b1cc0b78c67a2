import { claim, expect, expectAccessible, signInStaff, test } from "./fixtures";

test(
  "[W4] staff change the words of a sent request and of a task, take a task out and ask again; its client reads so",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    const { page: client } = await newDevice();
    await claim(client, stage.contactEmail);
    await signInStaff(page, stage);
    const here = `${stage.origin}/admin/requests/${stage.requestId}`;
    await page.goto(here);
    await page.getByText("Change this request").click();
    await page.getByLabel("Title").fill("");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.locator(".err-sum")).toContainText("Write a title.");
    await page.getByLabel("Title").fill("Papers for 2026");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Papers for 2026" })).toBeVisible();
    await expect(page.locator(".note[role=status]")).toContainText("Its recipients read that you changed it");

    await page.getByRole("link", { name: "Change What was it for?" }).click();
    await page.getByLabel("What you ask for").fill("What was the payment for?");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save task" }).click();
    await expect(page.locator(".note[role=status]")).toContainText("Its recipients read that you changed it");
    await page.getByText("Earlier words").last().click();
    await expect(page.getByText("What was it for?", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Take out Confirm your address" }).click();
    await expect(page.locator(".note[role=status]")).toContainText("Taken out.");
    await expectAccessible(page);

    await client.goto(`${stage.origin}/requests/${stage.requestId}`);
    await expect(client.getByRole("heading", { name: "Papers for 2026" })).toBeVisible();
    await expect(client.getByText(/changed this request today/)).toBeVisible();
    await client.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await expect(client.getByText(/changed the words of this task today/)).toBeVisible();
    await client.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
    await expect(client.getByText("No longer needed")).toBeVisible();
    await expect(client.getByRole("button", { name: "Mark as done" })).toHaveCount(0);
    await expectAccessible(client);

    await page.getByRole("button", { name: "Ask for it again Confirm your address" }).click();
    await expect(page.locator(".note[role=status]")).toContainText("You ask for it again.");
    await client.reload();
    await expect(client.getByRole("button", { name: "Mark as done" })).toBeVisible();
  },
);

test(
  "[W4] a sent request is copied into a draft of open work, with its tasks",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await page.goto(`${stage.origin}/admin/requests/${stage.requestId}`);
    await page.getByRole("link", { name: "Copy" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Copy into a draft" }).click();
    await expect(page.getByText("Copied into this draft.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Edit Confirm your address" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Send now" })).toBeEnabled();
  },
);
