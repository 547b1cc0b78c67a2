import { chromium, type Browser } from "playwright";
import { newAlbum } from "@/e2e/tour/album";
import { newcomer, type Walk } from "@/e2e/tour/people";
import { wholeWalk } from "@/e2e/tour/walk";
import { ensureChromium } from "./chromium.mjs";
import { tell, Trouble } from "./trouble";

const base = (process.env["LODGE_URL"] ?? `http://localhost:${process.env["PORT"] ?? 3000}`).replace(
  /\/$/,
  "",
);

const devices = {
  phone: {
    size: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    staffEmail: "tamsin@hillandco.example",
  },
  desktop: { size: { viewport: { width: 1280, height: 900 } }, staffEmail: "ana@hillandco.example" },
};

async function insistOnDemo(): Promise<void> {
  const status = await fetch(`${base}/mailbox`).then(
    (answer) => answer.status,
    () => 0,
  );
  if (status === 0)
    throw new Trouble(
      `Nothing answers at ${base}; run npm start in another terminal first, or set LODGE_URL to where Lodge is.`,
    );
  if (status !== 200)
    throw new Trouble(
      `What runs at ${base} has no mailbox to read, so it is no demo of Lodge; run npm start without SMTP_URL, RESEND_API_KEY and LODGE_MODE.`,
    );
}

async function play(browser: Browser, name: keyof typeof devices): Promise<string[]> {
  const { size, staffEmail } = devices[name];
  const album = newAlbum(`tour-pictures/${name}`);
  const newBrowser: Walk["newBrowser"] = async () => {
    const context = await browser.newContext({ ...size, locale: "en-GB", timezoneId: "Europe/London" });
    context.setDefaultTimeout(20_000);
    return context;
  };
  console.log(`As a ${name} …`);
  try {
    await wholeWalk({ base, album, newBrowser, staffEmail, ...newcomer() });
  } catch (problem) {
    throw new Trouble(
      `The tour stopped after ${album.pictures.at(-1) ?? "its first step"}: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
  return album.pictures;
}

try {
  await insistOnDemo();
  const browser = await chromium.launch({
    executablePath: String(ensureChromium()),
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
  try {
    const pictures = [...(await play(browser, "phone")), ...(await play(browser, "desktop"))];
    console.log(pictures.join("\n"));
    console.log(`${pictures.length} pictures.`);
  } finally {
    await browser.close();
  }
} catch (problem) {
  tell(problem);
  process.exit(1);
}
process.exit(0);
