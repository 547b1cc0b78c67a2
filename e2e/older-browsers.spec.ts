import { claim, expect, mailTo, test } from "./fixtures";

/** What browsers of some years ago, or without a secure connection, lack. */
const missing = [
  [
    "window",
    "requestIdleCallback cancelIdleCallback structuredClone scheduler EventSource PublicKeyCredential",
  ],
  ["window", "BroadcastChannel IntersectionObserver ResizeObserver CompressionStream cookieStore navigation"],
  ["crypto", "randomUUID"],
  ["navigator", "locks clipboard storage share userAgentData connection"],
  ["AbortSignal", "timeout any"],
  ["AbortSignal.prototype", "throwIfAborted"],
  ["Array", "fromAsync"],
  ["Array.prototype", "at findLast findLastIndex toSorted toReversed toSpliced with"],
  ["String.prototype", "at replaceAll isWellFormed toWellFormed"],
  ["Object", "groupBy hasOwn"],
  ["Map", "groupBy"],
  ["Set.prototype", "union difference intersection isSubsetOf"],
  ["Promise", "withResolvers any try"],
  ["URL", "canParse parse"],
  ["HTMLFormElement.prototype", "requestSubmit"],
  ["HTMLElement.prototype", "inert popover showPopover"],
  ["HTMLDialogElement.prototype", "showModal"],
  ["Document.prototype", "startViewTransition"],
  ["Intl", "ListFormat Segmenter DisplayNames DurationFormat"],
] as const;

/** Takes them away before any script of a page runs; deleted on the object and on what it inherits from. */
function takeAway(gone: readonly (readonly [string, string])[]): void {
  for (const [owner, names] of gone) {
    let from: unknown = window;
    if (owner !== "window")
      for (const part of owner.split(".")) from = (from as Record<string, unknown> | undefined)?.[part];
    for (const name of names.split(" "))
      for (let at = from as object | null | undefined; at; at = Object.getPrototypeOf(at) as object | null)
        Reflect.deleteProperty(at, name);
  }
}

test(
  "[P10] in a browser that lacks newer functions every page stays whole: extras are not there, the rest works",
  { tag: "@phone" },
  async ({ page, stage }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.addInitScript(takeAway, missing);
    await claim(page, stage.contactEmail);
    expect(await page.evaluate(() => "requestIdleCallback" in window || "randomUUID" in crypto)).toBe(false);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.answer}`);
    await page.getByLabel("Your answer").fill("A second-hand van.");
    await expect(page.getByText(/Draft kept/)).toBeVisible();
    await page.getByRole("button", { name: "Save this answer" }).click();
    await expect(page.getByRole("heading", { name: /things? for you to do/ })).toBeVisible();
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({
        name: "July.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
      });
    await expect(page.getByRole("button", { name: /^Remove/ }).first()).toBeVisible();
    for (const path of ["/", "/help", `/requests/${stage.requestId}`, "/devices"]) {
      await page.goto(stage.origin + path);
      await expect(page.getByText("Here as").first()).toBeAttached();
      await page.waitForLoadState("networkidle");
      await expect(page.getByRole("heading", { name: /Something went wrong/ })).toHaveCount(0);
    }
    await page.getByRole("button", { name: "Sign out on this device" }).last().click();
    await expect(page.getByText("You are signed out on this device")).toBeVisible();
    await page.getByLabel("Email address").first().fill(stage.contactEmail);
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await page.goto((await mailTo(stage.contactEmail, 2)).link);
    await expect(page.getByText("Here as").first()).toBeAttached();
    expect(errors).toEqual([]);
    // an extra that fails all the same is not there, and the page is
    await page.addInitScript(() => {
      const listen = document.addEventListener.bind(document);
      document.addEventListener = (...given: Parameters<typeof listen>) => {
        if (given[0] === "visibilitychange") throw new TypeError("not in this browser");
        listen(...given);
      };
    });
    await page.goto(stage.origin);
    await page.waitForLoadState("networkidle");
    await expect(page.getByText("Here as").first()).toBeAttached();
    await expect(page.getByRole("heading", { name: /Something went wrong/ })).toHaveCount(0);
  },
);
