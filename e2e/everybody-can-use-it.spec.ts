import { act, claim, expect, expectAccessible, mailTo, signInStaff, test } from "./fixtures";

test(
  "[P10] every portal page at 320 px, light and dark, passes axe and scrolls nothing sideways",
  { tag: "@phone" },
  async ({ page, stage }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 320, height: 640 });
    const { link } = await mailTo(stage.contactEmail);
    const look = async (path: string) => {
      await page.goto(path.startsWith("http") ? path : `${stage.origin}${path}`);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expectAccessible(page);
      }
    };
    await look("/");
    await look("/login?problem=email");
    await look("/help");
    await look(link);
    await look(`${link}?problem=again`);
    await claim(page, stage.contactEmail);
    for (const path of [
      "/",
      `/requests/${stage.requestId}`,
      ...Object.values(stage.tasks).map((id) => `/tasks/${id}`),
      "/help",
      "/devices",
      "/devices?sure=all",
      "/nowhere",
    ]) {
      await look(path);
    }
    await act("completeWork", { firmId: stage.firmId, workItemId: stage.workItemId });
    await look("/");
    await look(`/tasks/${stage.tasks.tick}`);
  },
);

test(
  "[P10] every staff page at 320 px, light and dark, passes axe and scrolls nothing sideways",
  { tag: "@phone" },
  async ({ page, stage }) => {
    test.setTimeout(120_000);
    await signInStaff(page, stage);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of [
      "clients",
      "clients/new",
      `clients/${stage.clientId}`,
      `clients/${stage.clientId}/contacts/new`,
      `contacts/${stage.contactId}`,
      `contacts/${stage.contactId}?tab=details`,
      `contacts/${stage.contactId}?tab=details&revoke=all`,
      `contacts/${stage.contactId}?tab=requests`,
      `contacts/${stage.contactId}?tab=documents`,
      "work",
      "work/new",
      `work/${stage.workItemId}`,
      `work/${stage.workItemId}?complete=1`,
      "requests",
      `requests/${stage.requestId}`,
    ]) {
      await page.goto(`${stage.origin}/admin/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expectAccessible(page);
      }
    }
  },
);

test("[P10] the whole of a client's path by keyboard alone", { tag: "@desktop" }, async ({ page, stage }) => {
  await page.goto((await mailTo(stage.contactEmail)).link);
  const tabTo = async (name: string | RegExp, role: "button" | "link" | "checkbox" | "textbox") => {
    const goal = page.getByRole(role, { name }).first();
    for (let at = 0; at < 40; at++) {
      if (await goal.evaluate((element) => element === document.activeElement)) {
        const outline = await goal.evaluate(
          (element) =>
            getComputedStyle(element).outlineStyle !== "none" ||
            getComputedStyle(element).boxShadow !== "none",
        );
        expect(outline).toBe(true);
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reached ${String(name)}.`);
  };
  await tabTo("Open my requests", "button");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/requests\//);
  await tabTo("Confirm your address", "checkbox");
  await page.keyboard.press("Space");
  await expect(page.getByText("1 of 3 done")).toBeVisible();
  await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
  await tabTo("Your answer", "textbox");
  await page.keyboard.type("By keyboard.");
  await tabTo("Save this answer", "button");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 3 done")).toBeVisible();
});

test(
  "[P10] an error takes focus, names its field in the same words, and the page's title says so",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await page.getByRole("button", { name: "Save this answer" }).click();
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("link", { name: "Write your answer first." })).toBeVisible();
    await expect(page.getByLabel("Your answer")).toHaveAttribute("aria-invalid", "true");
    await expect(page).toHaveTitle(/^Error: /);
    // a page's own title may come after its error
    await page.evaluate(() => (document.title = "Task"));
    await expect(page).toHaveTitle("Error: Task");
    await expectAccessible(page);
    await page.getByLabel("Your answer").fill("On the first of May.");
    await page.getByRole("button", { name: "Save this answer" }).click();
    await expect(page.getByText("1 of 3 done")).toBeVisible();
    await expect(page).not.toHaveTitle(/^Error: /);
  },
);
