import { randomBytes } from "node:crypto";
import { claim, expect, onDisk, test } from "./fixtures";

const pdf = (size: number) => Buffer.concat([Buffer.from("%PDF-1.4\n"), randomBytes(size)]);

test("[P5] an upload cut by the network goes on by itself when it is back", async ({
  page,
  stage,
  context,
}) => {
  test.setTimeout(120_000);
  await claim(page, stage.contactEmail);
  await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
  let cut = 0;
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() === "PATCH" && cut < 2) {
      cut++;
      await route.abort("connectionreset");
    } else await route.continue();
  });
  await page.getByLabel("Add photos or files").setInputFiles(onDisk("long.pdf", pdf(9 * 1024 * 1024)));
  await expect(page.locator(".files li").filter({ hasText: "long.pdf" })).toContainText("Sent", {
    timeout: 90_000,
  });
  expect(cut).toBe(2);
  await context.unrouteAll();
});

test(
  "[P5] what is too large for a way goes in smaller pieces, and no word of a stranger’s page is shown",
  { tag: "@desktop" },
  async ({ page, stage, isMobile }) => {
    test.skip(isMobile, "the same script sends from every device");
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    const slices: number[] = [];
    let most = 300_000;
    let busy = 1;
    await page.route("**/uploads/*", async (route) => {
      if (route.request().method() !== "PATCH") {
        await route.continue();
        return;
      }
      const headers = await route.request().allHeaders();
      const slice = Number(headers["upload-slice"] ?? Infinity);
      if (slice > most) {
        // as nginx answers as it comes
        const body =
          "<html><head><title>413 Request Entity Too Large</title></head><center>nginx</center></html>";
        await route.fulfill({ status: 413, contentType: "text/html", body });
        return;
      }
      if (busy-- > 0) {
        const own = { "Lodge-Answer": "1", "Lodge-Busy": "1", "Retry-After": "1" };
        await route.fulfill({ status: 503, headers: own, body: "This file has to wait.\n" });
        return;
      }
      slices.push(slice);
      await route.continue();
    });
    const file = (name: string) => onDisk(name, pdf(9 * 1024 * 1024));
    const row = (name: string) => page.locator(".files li").filter({ hasText: name });
    await page.getByLabel("Add photos or files").setInputFiles(file("sliced.pdf"));
    await expect(row("sliced.pdf")).toContainText("Sent", { timeout: 45_000 });
    expect(new Set(slices.slice(0, -1))).toEqual(new Set([262_144]));
    // nothing gets through
    most = 0;
    await page.getByLabel("Add photos or files").setInputFiles(file("lost.pdf"));
    await expect(row("lost.pdf")).toContainText("larger than your connection to the portal lets through");
    await expect(page.getByText(/nginx|Request Entity/)).toHaveCount(0);
  },
);

test(
  "[P5] a file chosen before the page’s script listens is sent once it does",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    let letGo = (): void => undefined;
    const held = new Promise<void>((go) => (letGo = go));
    await page.route(/\/_next\/.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`, { waitUntil: "commit" });
    await page
      .getByLabel("Add photos or files")
      .setInputFiles({ name: "early.pdf", mimeType: "application/pdf", buffer: pdf(40_000) });
    letGo();
    await expect(page.locator(".files li").filter({ hasText: "early.pdf" })).toContainText("Sent");
  },
);

test(
  "[P2] words typed before the page’s script listens are kept once it does",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    let letGo = (): void => undefined;
    const held = new Promise<void>((go) => (letGo = go));
    await page.route(/\/_next\/.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`, { waitUntil: "commit" });
    await page.getByLabel(/^Write to/).fill("Typed early.");
    letGo();
    await expect(page.getByText(/^Draft kept/)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel(/^Write to/)).toHaveValue("Typed early.");
  },
);

test("[P5] empty, too large and forbidden files are refused by name with the rule, the others go through", async ({
  page,
  stage,
}) => {
  await claim(page, stage.contactEmail);
  await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
  await page
    .getByLabel("Add photos or files")
    .setInputFiles([
      onDisk("empty.pdf", Buffer.alloc(0)),
      onDisk("huge.pdf", pdf(41 * 1024 * 1024)),
      onDisk("setup.exe", pdf(100)),
      onDisk("hidden.pdf", Buffer.from("MZ\x90\x00 a program")),
      onDisk("fine.pdf", pdf(1000)),
    ]);
  const row = (name: string) => page.locator(".files li").filter({ hasText: name });
  await expect(row("fine.pdf")).toContainText("Sent");
  await expect(row("empty.pdf")).toContainText("empty");
  await expect(row("huge.pdf")).toContainText("40 MB");
  await expect(row("setup.exe")).toContainText("There is a problem");
  await expect(row("hidden.pdf")).toContainText("There is a problem");
  // none of them is passed over without a word
  await page.getByRole("button", { name: "Mark as done" }).click();
  await expect(page.locator("#without")).toBeFocused();
  await expect(page.locator("#without")).toContainText(
    "Lodge refused empty.pdf, huge.pdf, setup.exe and 1 more file. Mark as done without them?",
  );
  await page.getByRole("link", { name: "Back to the files" }).click();
  await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
  await expect(page.locator(".files li")).toHaveCount(1);
});

test(
  "[P5] an upload is cancelled half way, and a sent file is taken back",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    await page.route("**/uploads/*", async (route) => {
      if (route.request().method() === "PATCH") await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.getByLabel("Add photos or files").setInputFiles(onDisk("stop.pdf", pdf(30 * 1024 * 1024)));
    await page.getByRole("button", { name: "Cancel stop.pdf" }).click();
    await expect(page.locator(".files li").filter({ hasText: "stop.pdf" })).toHaveCount(0);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page
      .getByLabel("Add photos or files")
      .setInputFiles({ name: "oops.pdf", mimeType: "application/pdf", buffer: pdf(500) });
    await expect(page.locator(".files li").filter({ hasText: "oops.pdf" })).toContainText("Sent");
    await page.getByRole("button", { name: "Remove oops.pdf" }).click();
    await expect(page.locator(".files li").filter({ hasText: "oops.pdf" })).toHaveCount(0);
    await page.reload();
    await expect(page.locator(".files li")).toHaveCount(0);
  },
);

test(
  "[P2, RL4] a press that meets a proxy’s page keeps what was typed; one that Lodge is too busy for goes again by itself",
  { tag: "@phone" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    let answer: "proxy" | "busy" | "lodge" = "proxy";
    const met = { proxy: 0, busy: 0 };
    await page.route("**/tasks/*", async (route) => {
      if (!route.request().headers()["next-action"] || answer === "lodge") return route.continue();
      met[answer] += 1;
      if (answer === "proxy")
        return route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" });
      if (met.busy === 2) answer = "lodge";
      return route.fulfill({
        status: 503,
        contentType: "text/plain",
        headers: { "Retry-After": "1", "Lodge-Answer": "1" },
        body: "busy",
      });
    });
    // before the script has begun the form goes as one without it, and meets no proxy here
    await page.waitForFunction(() =>
      [...document.querySelectorAll("form")].some((form) =>
        Object.keys(form).some((key) => /^__react/.test(key)),
      ),
    );
    await page.getByLabel("Your answer").fill("For deliveries.");
    const save = page.getByRole("button", { name: "Save this answer" });
    await save.click();
    await expect(page.getByText(/No answer came from the portal.*still here/)).toBeVisible();
    await expect(page.getByText("Bad Gateway")).toHaveCount(0);
    await expect(page.getByLabel("Your answer")).toHaveValue("For deliveries.");
    answer = "busy";
    await save.click();
    await expect(page.getByText(/1 of 3 done/)).toBeVisible({ timeout: 15_000 });
    expect(met.proxy).toBeGreaterThan(0);
    expect(met.busy).toBe(2);
  },
);
