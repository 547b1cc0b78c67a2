import { claim, expect, signInStaff, test } from "./fixtures";
test("shots", async ({ page, stage, browser, contextOptions, newDevice }, info) => {
  test.setTimeout(120_000);
  const shot = async (p: typeof page, name: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await p.emulateMedia({ colorScheme });
      await p.screenshot({ path: `/tmp/bound-shots/${name}-${info.project.name}-${colorScheme}.png`, fullPage: true });
    }
  };
  const bound = page.waitForResponse(/\/devices\/bind$/);
  const sizes: string[] = [];
  page.on("response", async (r) => {
    if (/_next\/static.*\.js/.test(r.url())) {
      const b = await r.body().catch(() => undefined);
      if (b && /devices\/proof/.test(b.toString())) sizes.push(`${r.url()} ${b.length} gz ${(await import("node:zlib")).gzipSync(b).length}`);
    }
  });
  await claim(page, stage.contactEmail);
  await bound;
  await page.goto(`${stage.origin}/devices`);
  await expect(page.getByText("Bound to its browser by a key")).toBeVisible();
  await shot(page, "devices");
  console.log(sizes.join("\n"));
  const { page: staff } = await newDevice();
  await signInStaff(staff, stage);
  await staff.goto(`${stage.origin}/admin/contacts/${stage.contactId}?tab=details`);
  await shot(staff, "staff");
  await page.context().clearCookies({ name: "__Host-proof" });
  const storageState = await page.context().storageState();
  const off = await browser.newContext({ ...contextOptions, storageState, javaScriptEnabled: false });
  const silent = await off.newPage();
  await silent.goto(stage.origin);
  await shot(silent, "noscript");
  await off.close();
  await page.route("**/devices/proof", () => new Promise(() => {}));
  await page.goto(stage.origin);
  await expect(page.getByRole("heading", { name: "One moment" })).toBeVisible();
  await shot(page, "moment");
  await page.unrouteAll();
  await page.route("**/devices/proof", (r) => r.fulfill({ status: 403 }));
  await page.goto(stage.origin);
  await expect(page.getByRole("button", { name: "Send access link" })).toBeVisible();
  await shot(page, "lost");
  await page.unrouteAll();
  await page.route("**/devices/proof", (r) => r.abort());
  await page.goto(stage.origin);
  await expect(page.getByText("Try again")).toBeVisible();
  await shot(page, "away");
});
