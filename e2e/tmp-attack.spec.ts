import { chromium } from "@playwright/test";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { act, expect, mailTo, test } from "./fixtures";
const proof = "__Host-proof";
test("cookies blocked in a real browser", async ({ stage }) => {
  const dir = mkdtempSync("/tmp/h/acc-prof-");
  mkdirSync(`${dir}/Default`, { recursive: true });
  writeFileSync(
    `${dir}/Default/Preferences`,
    JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
  );
  const ctx = await chromium.launchPersistentContext(dir, {
    executablePath: process.env["CHROMIUM_PATH"] ?? "",
    args: ["--no-sandbox"],
  });
  const page = await ctx.newPage();
  await page.goto((await mailTo(stage.contactEmail)).link);
  await page.getByRole("button", { name: "Open my requests" }).click();
  await page.waitForLoadState("networkidle");
  console.log(
    "BLOCKED url",
    page.url().replace(/m\/[^?]*/, "m/T"),
    "|",
    (await page.getByRole("main").innerText()).slice(0, 400),
  );
  console.log("BLOCKED cookies", (await ctx.cookies()).length);
  await ctx.close();
});
for (const js of [true, false])
  test(`double click js=${js}`, async ({ stage, browser, contextOptions }) => {
    const ctx = await browser.newContext({ ...contextOptions, javaScriptEnabled: js });
    const page = await ctx.newPage();
    await page.goto((await mailTo(stage.contactEmail)).link);
    await page.getByRole("button", { name: "Open my requests" }).dblclick();
    await page.waitForLoadState("networkidle");
    console.log(
      "DBL",
      js,
      page.url().replace(/m\/[^?]*/, "m/T"),
      await page.getByText("Here as").count(),
      (await ctx.cookies()).map((c) => c.name).join(),
    );
    await ctx.close();
  });
for (const [how, wait, net] of [
  ["commit", "commit", false],
  ["load", "load", false],
  ["commit 3g", "commit", true],
  ["load 3g", "load", true],
] as const)
  test(`early press ${how}`, async ({ stage, browser, contextOptions }) => {
    const ctx = await browser.newContext(contextOptions);
    const page = await ctx.newPage();
    if (net) {
      const cdp = await ctx.newCDPSession(page);
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 400,
        downloadThroughput: 50_000,
        uploadThroughput: 50_000,
      });
    }
    const { link } = await mailTo(stage.contactEmail);
    await page.goto(link, { waitUntil: wait });
    const t = Date.now();
    await page.getByRole("button", { name: "Open my requests" }).click();
    await page.getByText("Here as").first().waitFor({ state: "attached" });
    console.log(
      "EARLY",
      how,
      "bound:",
      (await ctx.cookies()).some((c) => c.name === proof),
      Date.now() - t,
      "ms",
    );
    await ctx.close();
  });
test("thief of a browser without key", async ({ stage, browser, contextOptions }) => {
  const still = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
  const owner = await still.newPage();
  const { link } = await mailTo(stage.contactEmail);
  await owner.goto(link);
  await owner.getByRole("button", { name: "Open my requests" }).click();
  const state = await still.storageState();
  const thief = await browser.newContext({ ...contextOptions, storageState: state });
  const page = await thief.newPage();
  await page.goto(link);
  await page.waitForLoadState("networkidle");
  await page.goto(stage.origin + "/devices");
  await page.waitForLoadState("networkidle");
  console.log(
    "THIEF both: in",
    (await page.getByText("Here as").count()) > 0,
    "| locked:",
    await page.getByText("Locked to its own browser", { exact: true }).count(),
    "proof",
    (await thief.cookies()).some((c) => c.name === proof),
  );
  for (const keep of ["__Host-dv", "__Host-sid"]) {
    const one = await browser.newContext({
      ...contextOptions,
      storageState: { ...state, cookies: state.cookies.filter((c) => c.name === keep) },
    });
    const p = await one.newPage();
    for (const path of [
      "/",
      "/enter?to=/devices",
      new URL(link).pathname,
      new URL(link).pathname + "/enter",
      `/requests/${stage.requestId}`,
    ]) {
      await p.goto(stage.origin + path);
      console.log(
        "THIEF",
        keep,
        path.replace(/m\/[\w-]+/, "m/T").slice(0, 20),
        "in:",
        await p.getByText("Here as").count(),
        "|",
        await p.getByRole("heading").first().innerText(),
      );
    }
    await one.close();
  }
  await owner.goto(stage.origin);
  console.log("OWNER still in:", (await owner.getByText("Here as").count()) > 0);
  await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
});
