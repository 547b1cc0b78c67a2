import { expect, expectAccessible, signInStaff, test, type Page } from "./fixtures";
import type { Stage } from "./cast";

/** A new draft in the stage's work item, open in the editor. */
async function newDraft(page: Page, stage: Stage, title: string): Promise<void> {
  await page.goto(`${stage.origin}/admin/requests/new?work=${stage.workItemId}`);
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Create request" }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
}

async function addTask(page: Page, kind: string, title: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: `New task: ${kind}` }).click();
  await page.getByLabel("What you ask for").fill(title);
  await fill?.();
  await page.getByRole("button", { name: "Add task" }).click();
  await expect(page.getByRole("button", { name: `Edit ${title}` })).toBeVisible();
}

/** Presses what stands in a row's menu. */
async function fromMenu(page: Page, title: string, deed: string): Promise<void> {
  await page.locator("summary", { hasText: `More: ${title}` }).click();
  await page.getByRole("button", { name: deed }).click();
}

const draftAccounts = {
  name: "draft accounts.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4 draft"),
};

const titles = (page: Page) => page.locator(".ed .tk > .dr b").allTextContents();

test("[P3] all six kinds are written, and each is as it was written when it is opened again", async ({
  page,
  stage,
}) => {
  test.setTimeout(120_000);
  await signInStaff(page, stage);
  await newDraft(page, stage, "Everything at once");
  await expectAccessible(page);
  await addTask(page, "Tick", "Confirm your address");
  await addTask(page, "Upload", "Send the statements", async () => {
    await page.getByLabel("Documents wanted (optional)").fill("Lloyds\nBarclays");
  });
  await addTask(page, "Answer", "Why is stock up?");
  await addTask(page, "Choice", "Which scheme?", async () => {
    await page.getByLabel("Answers to choose from").fill("Flat rate – simpler\nStandard");
    await page.getByLabel("More than one may be chosen").check();
  });
  await addTask(page, "Approval", "Approve the accounts");
  await page.getByRole("button", { name: "New task: Transaction" }).click();
  await page.getByLabel("What you ask for").fill("What was this for?");
  await page.getByLabel("Amount").fill("4.800,00");
  await page.getByRole("button", { name: "Add task" }).click();
  await expect(page.getByText("Write the amount as figures, such as 1,234.56.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Date", { exact: true }).fill("2026-08-14");
  await page.getByLabel("Payee").fill("Mendip Play Equipment");
  await page.getByLabel("Amount").fill("4,800.00");
  await page.getByRole("textbox", { name: "Account" }).fill("Lloyds 4417");
  await page.getByLabel("Categories to choose from").fill("Toys\nGarden");
  await page.getByRole("button", { name: "Add task" }).click();
  await expect(page.getByText("Mendip Play Equipment, Lloyds 4417")).toBeVisible();
  expect(await titles(page)).toHaveLength(6);

  await page.getByRole("button", { name: "Edit Which scheme?" }).click();
  await expect(page.getByLabel("Answers to choose from")).toHaveValue("Flat rate – simpler\nStandard");
  await expect(page.getByLabel("More than one may be chosen")).toBeChecked();
  await expect(page.getByLabel("What you ask for")).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close without saving" }).click();
  await expect(page.getByRole("button", { name: "Edit Which scheme?" })).toBeFocused();
  await page.getByRole("button", { name: "Edit What was this for?" }).click();
  await expect(page.getByLabel("Amount")).toHaveValue("4,800.00");
  await expect(page.getByLabel("Direction")).toHaveValue("out");
  await page.getByLabel("Payee").fill("Mendip Play");
  await page.getByRole("button", { name: "Save task" }).click();
  await expect(page.getByText("Mendip Play, Lloyds 4417")).toBeVisible();

  await fromMenu(page, "Which scheme?", "Duplicate Which scheme?");
  await expect(page.getByLabel("What you ask for")).toHaveValue("Which scheme?");
  await page.getByLabel("What you ask for").fill("Which other scheme?");
  await page.getByRole("button", { name: "Save task" }).click();
  await expect(page.getByRole("button", { name: "Edit Which other scheme?" })).toBeVisible();
  expect((await titles(page)).indexOf("Which other scheme?")).toBe(4);
  await fromMenu(page, "Which other scheme?", "Remove Which other scheme?");
  await expect(page.getByRole("button", { name: "Edit Which other scheme?" })).toHaveCount(0);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectAccessible(page);
});

test(
  "[P3] tasks are put in order by keyboard and by drag, and stay so",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await newDraft(page, stage, "In order");
    for (const title of ["One", "Two", "Three"]) await addTask(page, "Tick", title);
    const grip = (title: string) => page.getByRole("button", { name: `Move: ${title}` });
    await grip("One").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByText("place 3 of 3")).toBeAttached();
    await page.keyboard.press("Space");
    await expect.poll(() => titles(page)).toEqual(["Two", "Three", "One"]);
    await expect(page.getByText("The new order is saved.")).toBeAttached();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Escape");
    await expect.poll(() => titles(page)).toEqual(["Two", "Three", "One"]);

    await page.reload();
    expect(await titles(page)).toEqual(["Two", "Three", "One"]);
    await grip("One").scrollIntoViewIfNeeded();
    const from = await grip("One").boundingBox();
    const to = await grip("Two").boundingBox();
    if (!from || !to) throw new Error("The grips are not on the page.");
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y - 20, { steps: 4 });
    await page.mouse.move(to.x + 10, to.y - 4, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => titles(page)).toEqual(["One", "Two", "Three"]);
    await expect(page.getByText("The new order is saved.")).toBeAttached();
    await fromMenu(page, "One", "Move down One");
    await expect.poll(() => titles(page)).toEqual(["Two", "One", "Three"]);
    await page.reload();
    expect(await titles(page)).toEqual(["Two", "One", "Three"]);
  },
);

test(
  "[W12] of two editors of a draft the second is told, shown what changed, and keeps what was typed",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await newDraft(page, stage, "Records");
    await addTask(page, "Tick", "Confirm your address");
    const other = await page.context().newPage();
    await other.goto(page.url());
    await page.getByLabel("Request").fill("Records of the first");
    await other.getByLabel("Request").fill("Records of the second");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("Draft, saved")).toBeVisible();
    await other.getByRole("button", { name: "Save draft" }).click();
    await expect(
      other.getByText("You changed this to “Records of the first” meanwhile.").first(),
    ).toBeVisible();
    await expect(other.getByLabel("Request")).toHaveValue("Records of the second");
    await expectAccessible(other);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Records of the first" })).toBeVisible();
    await other.getByRole("button", { name: "Save draft" }).click();
    await expect(other.getByRole("heading", { name: "Records of the second" })).toBeVisible();
  },
);

test(
  "[W3] a document is attached and taken away, the mail is previewed, and what was sent can still be added to",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    test.setTimeout(90_000);
    await signInStaff(page, stage);
    await newDraft(page, stage, "Draft accounts");
    await addTask(page, "Approval", "Approve the draft");
    await expect(page.getByRole("button", { name: "Send now" })).toBeDisabled();
    const attach = async () => {
      await page.getByLabel("Attach a document to read with Approve the draft").setInputFiles(draftAccounts);
      await expect(page.getByRole("link", { name: "draft accounts.pdf" })).toBeVisible();
    };
    await attach();
    await page.getByRole("button", { name: "Remove draft accounts.pdf" }).click();
    await expect(page.getByRole("link", { name: "draft accounts.pdf" })).toHaveCount(0);
    await attach();
    await page.getByText("Mail", { exact: true }).click();
    const mail = page.frameLocator("iframe[title='The mail']");
    await expect(mail.getByText("Approve the draft")).toBeVisible();
    await expect(page.getByText(/^Draft accounts: 1 thing needed/)).toBeVisible();
    await page.getByText("Desktop", { exact: true }).click();
    await page.getByText("Dark", { exact: true }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("link", { name: "New task: Choice" }).click();
    await page.getByLabel("What you ask for").fill("Which scheme?");
    await page.getByRole("button", { name: "Add task" }).click();
    await expect(page.getByText("Write at least two answers to choose from.").first()).toBeVisible();
    await page.getByLabel("Answers to choose from").fill("One\nTwo");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add task" }).click();
    await expect(page.getByText(/^Task added/)).toBeVisible();
    await expect(page.getByText("Which scheme?").first()).toBeVisible();
    await page.getByText("Change this request").click();
    await page.getByLabel("Look at each answer before it counts as done").check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(page.getByLabel("Look at each answer before it counts as done")).toBeChecked();

    await page.getByRole("link", { name: "Withdraw" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Withdraw request" }).click();
    await expect(
      page.getByText("Withdrawn. Its recipients read on its page that it was taken back."),
    ).toBeVisible();
  },
);

test(
  "[W3] a document goes as soon as it is chosen, sending waits for it, and a refused one is named with its rule",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await newDraft(page, stage, "With documents");
    await addTask(page, "Approval", "Approve the accounts");
    await addTask(page, "Answer", "Read the letter");
    // at once after a task of any kind was added
    const letter = page.getByLabel("Attach a document to read with Read the letter");
    await letter.setInputFiles({ ...draftAccounts, name: "letter.pdf" });
    await expect(page.getByRole("link", { name: "letter.pdf" })).toBeVisible();
    await letter.setInputFiles({ name: "run.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
    await expect(
      page.getByText("“run.exe” is a program or script (.exe), and programs and scripts are not accepted."),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Dismiss run.exe" }).click();
    await expect(page.getByText("“run.exe”")).toHaveCount(0);

    await page.getByLabel("Attach a document to read with Approve the accounts").setInputFiles(draftAccounts);
    await expect(page.getByRole("link", { name: "draft accounts.pdf" })).toBeVisible();
    // one that does not arrive is named, and what waited for it is not sent without it
    await page.route(/\/documents$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.abort();
    });
    await letter.setInputFiles({ ...draftAccounts, name: "lost.pdf" });
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("“lost.pdf” was not attached: the connection failed.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send now" })).toBeEnabled();
    await page.getByRole("button", { name: "Dismiss lost.pdf" }).click();
    await page.unroute(/\/documents$/);

    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(/\/documents$/, async (route) => {
      await arrived;
      await route.continue();
    });
    await letter.setInputFiles({ ...draftAccounts, name: "second.pdf" });
    await expect(page.getByText("Attaching “second.pdf”").last()).toBeVisible();
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("Sent as soon as the document is attached")).toBeVisible();
    // leaving asks
    const asked = page.waitForEvent("dialog");
    void page.goto(`${stage.origin}/admin/work`).catch(() => undefined);
    await (await asked).dismiss();
    await expect(page.getByText("Sent as soon as the document is attached")).toBeVisible();
    arrive();
    await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();
    await expect(page.getByRole("link", { name: "second.pdf" })).toBeVisible();
  },
);

test(
  "[P3] a press while another is being saved is done after it, and nothing typed meanwhile is lost",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await newDraft(page, stage, "In a hurry");
    await addTask(page, "Tick", "One");
    await page.route(/\/admin\/requests\//, async (route) => {
      if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.getByRole("button", { name: "New task: Answer" }).click();
    await page.getByLabel("What you ask for").fill("Two");
    await page.getByRole("button", { name: "Add task" }).click();
    await page.getByRole("button", { name: "Edit One" }).click();
    await expect(page.getByLabel("What you ask for")).toHaveValue("One");
    expect(await titles(page)).toEqual(["Two"]);
    await page.getByLabel("More about it (optional)").fill("Before");
    await page.getByLabel("What you ask for").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    await page.keyboard.type(" and a half", { delay: 10 });
    await page.getByLabel("Note (optional)").fill("Typed meanwhile");
    await expect(page.getByText("Saving …")).toBeVisible();
    await expect(page.getByText("Not saved yet")).toBeVisible();
    await expect(page.getByLabel("What you ask for")).toHaveValue("One and a half");
    await expect(page.getByLabel("More about it (optional)")).toHaveValue("Before");
    await expect(page.getByLabel("Note (optional)")).toHaveValue("Typed meanwhile");
    await page.getByRole("button", { name: "Save task" }).click();
    await expect(page.getByRole("button", { name: "Edit One and a half" })).toBeVisible();
    await expect(page.getByText("Draft, saved")).toBeVisible();
    await page.unroute(/\/admin\/requests\//);
    await page.route(/\/admin\/requests\//, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await page.getByLabel("Note (optional)").fill("Without a connection");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText(/^This was not saved: the connection failed/)).toBeVisible();
    await expect(page.getByLabel("Note (optional)")).toHaveValue("Without a connection");
    await page.unroute(/\/admin\/requests\//);
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("Draft, saved")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Note (optional)")).toHaveValue("Without a connection");
  },
);

test(
  "[P3] a row's menu opens by keyboard, and Escape closes it",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await signInStaff(page, stage);
    await newDraft(page, stage, "By keyboard");
    for (const title of ["One", "Two"]) await addTask(page, "Tick", title);
    const menu = page.locator("summary", { hasText: "More: One" });
    await menu.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Duplicate One" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("button", { name: "Duplicate One" })).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("button", { name: "Remove One" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Duplicate One" })).toBeHidden();
    await expect(menu).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => titles(page)).toEqual(["Two", "One"]);
  },
);

test(
  "[W3] the preview shows what the named recipient will see: their tasks, each opened, and their mail",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    test.setTimeout(120_000);
    await signInStaff(page, stage);
    await newDraft(page, stage, "Records");
    const people = page.getByRole("group", { name: "To", exact: true });
    for (const email of [stage.contactEmail, stage.otherEmail]) await people.getByLabel(email).check();
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("Draft, saved")).toBeVisible();
    await addTask(page, "Upload", "Send the statements");
    await addTask(page, "Choice", "Which scheme?", async () => {
      await page.getByLabel("Answers to choose from").fill("Flat rate\nStandard");
      await page.getByLabel("Only some of them").check();
      await page.getByRole("group", { name: "For" }).getByRole("checkbox").first().check();
    });
    const recipient = page.getByLabel("Recipient");
    const names = await recipient.getByRole("option").allTextContents();
    expect(names).toHaveLength(2);
    const pages = page.frameLocator("iframe[title='The client’s pages']");
    await recipient.selectOption(names[1] ?? "");
    await expect(page.getByRole("heading", { name: `As ${names[1] ?? ""} sees it` })).toBeVisible();
    await expect(pages.getByRole("heading", { name: "1 thing for you to do" })).toBeVisible();
    await recipient.selectOption(names[0] ?? "");
    await expect(pages.getByRole("heading", { name: "2 things for you to do" })).toBeVisible();
    await pages.getByRole("link", { name: "Which scheme?" }).click();
    await expect(pages.getByText("Flat rate")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Edit Which scheme?" }).click();
    await page.getByLabel("Answers to choose from").fill("Flat rate\nMargin");
    await page.getByRole("button", { name: "Save task" }).click();
    // the page that was open is read anew
    await expect(pages.getByText("Margin")).toBeVisible();
    await pages.getByText("All requests").click();
    await pages.getByRole("link", { name: "Add the files" }).click();
    await expect(pages.getByText("Add photos or files")).toBeVisible();
    await page.getByText("Desktop", { exact: true }).click();
    // the test's own colours would win over the switch's
    await page.emulateMedia({ colorScheme: null });
    await page.getByText("Dark", { exact: true }).click();
    await expect
      .poll(() => page.frame("preview-pages")?.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
      .toBe(true);
    await page.getByText("Mail", { exact: true }).click();
    await expect(page.getByText(/^Records: 2 things needed/)).toBeVisible();
    await expect(page.getByText(stage.staffEmail)).toHaveCount(0);
    await expect(page.frameLocator("iframe[title='The mail']").getByText("Which scheme?")).toBeVisible();
    await expectAccessible(page);
    const address = `${stage.origin}/preview/${page.url().split("/").at(-1) ?? ""}/${stage.contactId}`;
    await page.goto(address);
    await expect(page.getByText("for you to do")).toBeVisible();
    await page.context().clearCookies();
    expect((await page.goto(address))?.status()).toBe(404);
  },
);

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test(
    "[P6] without JavaScript a request is written, put in order and sent",
    { tag: "@phone" },
    async ({ page, stage }) => {
      await signInStaff(page, stage);
      await newDraft(page, stage, "Without a script");
      await addTask(page, "Tick", "One");
      await addTask(page, "Choice", "Two", async () => {
        await page.getByLabel("Answers to choose from").fill("Yes");
        await page.getByRole("button", { name: "Add task" }).click();
        await expect(page.getByText("Write at least two answers to choose from.").first()).toBeVisible();
        await page.getByLabel("Answers to choose from").fill("Yes\nNo");
      });
      await fromMenu(page, "Two", "Move up Two");
      await expect.poll(() => titles(page)).toEqual(["Two", "One"]);
      await page.getByRole("button", { name: "Edit One" }).click();
      await page.getByLabel("What you ask for").fill("First");
      await page.getByRole("button", { name: "Save task" }).click();
      await expect.poll(() => titles(page)).toEqual(["Two", "First"]);
      await addTask(page, "Approval", "Approve the draft");
      await expect(page.getByText("Attach the document that is to be approved first:")).toBeVisible();
      const pages = page.frameLocator("iframe[title='The client’s pages']");
      await pages.getByRole("link", { name: "Approve the draft" }).click();
      await expect(pages.getByText("I approve this")).toBeVisible();
      await page.getByLabel("Document to read with Approve the draft").setInputFiles(draftAccounts);
      // what is chosen is not lost: nothing else can be pressed before it is attached
      await expect(page.getByRole("button", { name: "Save draft" })).toBeHidden();
      await page.getByRole("button", { name: "Attach to Approve the draft" }).click();
      await expect(page.getByRole("link", { name: "draft accounts.pdf" })).toBeVisible();
      await page.getByRole("button", { name: "Send now" }).click();
      await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();
    },
  );
});
