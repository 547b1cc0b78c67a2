import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from "playwright";
import { cookieNames } from "@/lib/access/cookies";
import { ensureChromium } from "@/scripts/chromium.mjs";

let started: Promise<Browser> | undefined;

/** The Chromium of the machine, started once. */
const browser = (): Promise<Browser> =>
  (started ??= chromium.launch({
    executablePath: String(ensureChromium()),
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  }));

/** Ends it, if it was started: one that merely waits still slows what is measured next. */
export async function closeBrowser(): Promise<void> {
  await (await started?.catch(() => undefined))?.close();
  started = undefined;
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What a fresh browser holds before it opens a page. */
export type Visit = { origin: string; path: string; cookies?: Record<string, string> };

/** A browser with an empty cache and these cookies, one page and its debugging session. */
export async function freshPage({
  origin,
  cookies = {},
}: Visit): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await (
    await browser()
  ).newContext({ ...phone, locale: "en-GB", timezoneId: "Europe/London" });
  await context.addCookies(
    Object.entries(cookies).map(([name, value]) => ({
      name,
      value,
      url: origin.replace("http:", "https:"),
      secure: true,
      httpOnly: true,
      sameSite: "Lax" as const,
    })),
  );
  const page = await context.newPage();
  return { context, page, cdp: await context.newCDPSession(page) };
}

/** A person's cookies by their names. */
export const clientCookies = (tokens: { browser: string; session: string; proof: string }) => ({
  [cookieNames.browser]: tokens.browser,
  [cookieNames.session]: tokens.session,
  [cookieNames.proof]: tokens.proof,
});
