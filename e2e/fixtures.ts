import { writeFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import type { Stage } from "./cast";
import type { Mail } from "./post";

async function ask<T>(question: Record<string, unknown>): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${process.env["STAGE_CONTROL"] ?? ""}`, {
    method: "POST",
    body: JSON.stringify(question),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}

/** Lets the firm's side act, by the verbs that its pages use. */
export const act = <T = null>(name: string, args: Record<string, string>) =>
  ask<T>({ what: "act", name, args });

/** Anything but what is told after each claim and log-in in a new browser (A15), and a receipt. */
const asked = /^(?!A new device|Your login was used|Received: )/;

/** Waits for the nth mail to an address (the first is 1) and returns it as its reader gets it. */
export async function mailTo(to: string, nth = 1, about = asked): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const mails = await ask<Mail[]>({ what: "mails", to });
        found = mails.filter((mail) => about.test(mail.subject))[nth - 1];
        return found !== undefined;
      },
      { timeout: 15_000, intervals: [50, 100], message: `mail ${nth} to ${to}` },
    )
    .toBe(true);
  if (!found) throw new Error("unreachable");
  return found;
}

/** A firm of its own, beside the fixture's. */
export const newFirm = () => ask<Stage>({ what: "firm" });

export const countMails = async (to: string): Promise<number> =>
  (await ask<Mail[]>({ what: "mails", to })).length;
export const serverLog = (): Promise<string> => ask<string>({ what: "log" });

/** Opens the newest request mail of a contact in this page and presses the button: in. */
export async function claim(page: Page, email: string, nth = 1): Promise<void> {
  await page.goto((await mailTo(email, nth)).link);
  await page.getByRole("button", { name: "Open my requests" }).click();
  await expect(page.getByText("Here as").first()).toBeAttached();
}

/** Signs staff in through the mailed link. */
export async function signInByMail(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.origin}/admin`);
  await page.getByLabel("Email address").fill(stage.staffEmail);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto((await mailTo(stage.staffEmail, 1, /Sign in/)).link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin\/work$/);
}

/** Gives the browser the session that the sign-in page would make, where signing in is not what is tested. */
export async function signInStaff(page: Page, { firmId, origin }: Stage): Promise<void> {
  const value = await act<string>("staffSession", { firmId, origin });
  // a cookie of this name is taken for an https address only; it is sent to any of the host's
  const url = origin.replace("http:", "https:");
  await page
    .context()
    .addCookies([{ name: "__Host-staff", value, url, secure: true, httpOnly: true, sameSite: "Lax" }]);
}

/** WCAG 2.2 A and AA by axe, and nothing wider than the window (P10). */
export async function expectAccessible(page: Page): Promise<void> {
  // the title comes a moment after a page that is read anew
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page })
    // in the page itself: no frame of another origin is on it, and a second page for the sum costs as much as the check
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    // nothing runs in a sandbox, axe neither: what is framed is checked where it stands on its own
    .exclude("iframe[sandbox]")
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
  ).toEqual([]);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
}

type Fixtures = { stage: Stage; newDevice: () => Promise<{ context: BrowserContext; page: Page }> };

export const test = base.extend<Fixtures>({
  stage: async ({}, use) => {
    await use(await newFirm());
  },
  newDevice: async (
    { browser, contextOptions }: { browser: Browser; contextOptions: Parameters<Browser["newContext"]>[0] },
    use,
  ) => {
    const made: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext(contextOptions);
      made.push(context);
      return { context, page: await context.newPage() };
    });
    for (const context of made) await context.close();
  },
});

export { expect, type Page };

/** A file to choose. From the disk the browser reads it by itself; bytes would be passed to it piece by piece, which takes longer than the upload. */
export function onDisk(name: string, bytes: Uint8Array): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, bytes);
  return path;
}
