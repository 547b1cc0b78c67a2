import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

// a test runs on both devices, unless it carries the tag of the one that it needs: what a narrow window or a finger can
// change is tried on both, a rule of the server once
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 900 } };

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 3,
  // a slow machine may take its time; what is right comes within it, and what is wrong is wrong after it too
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["list"], ["json"]] : [["list"]],
  use: {
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/London",
    launchOptions: {
      executablePath: findChromium() ?? "",
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "phone", use: phone, grepInvert: /@desktop/ },
    { name: "desktop", use: desktop, grepInvert: /@phone/ },
  ],
});
