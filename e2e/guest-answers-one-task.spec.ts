import { request as nodeRequest } from "node:http";
import { sourcesUnder } from "@/test/sources";
import { claim, expect, expectAccessible, mailTo, signInStaff, test, type Page } from "./fixtures";

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

const send = (port: string, path: string, { method = "GET", headers = {}, body }: Sent) =>
  new Promise<{ status: number; location: string; text: string; cookies: string }>((resolve, reject) => {
    const call = nodeRequest({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      const done = () => {
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? "",
          cookies: response.headers["set-cookie"]?.join("\n") ?? "",
          text,
        });
      };
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", done);
    });
    call.on("error", reject);
    call.end(body);
  });

const cookiesOf = async (page: Page) =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/** The contact asks an address to answer a task; the mailed link. */
async function ask(page: Page, at: { origin: string; taskId: string; to: string }): Promise<string> {
  await page.goto(`${at.origin}/tasks/${at.taskId}`);
  await page.getByRole("link", { name: "Ask somebody else to answer this" }).click();
  await page.getByLabel("Their email address").fill(at.to);
  await page.getByRole("button", { name: "Send them a link" }).click();
  await expect(page.getByRole("list", { name: "People asked" })).toContainText(at.to);
  return (await mailTo(at.to)).link;
}

test("[A18] somebody else answers one task by a link of its own, without JavaScript too, and sees nothing else; staff see and stop it", async ({
  page,
  stage,
  browser,
  newDevice,
}) => {
  const taskId = stage.tasks.upload;
  const to = `bank-${stage.firmId.slice(0, 8)}@bank.example`;
  await claim(page, stage.contactEmail);
  await page.goto(`${stage.origin}/tasks/${taskId}/ask`);
  await expectAccessible(page);
  await page.getByLabel("Their email address").fill(stage.contactEmail);
  await page.getByRole("button", { name: "Send them a link" }).click();
  await expect(page.getByText("This is your own address").first()).toBeVisible();
  await expectAccessible(page);
  const link = await ask(page, { origin: stage.origin, taskId, to });
  await expectAccessible(page);
  await expect(page.getByRole("list", { name: "People asked" })).toContainText("not opened yet");

  const { pathname, host, port, origin } = new URL(link);
  for (const headers of [{}, { "sec-purpose": "prefetch" }, { cookie: `__Host-dv=${"a".repeat(43)}` }]) {
    for (const method of ["GET", "HEAD"]) {
      const looked = await send(port, pathname, { method, headers: { host, ...headers } });
      expect(looked.cookies).not.toContain("__Host-guest");
      expect(looked.text).not.toContain("Send the bank statements");
    }
  }
  const away = await send(port, `${pathname}/open`, {
    method: "POST",
    headers: {
      host,
      origin: "https://evil.example",
      cookie: `__Host-dv=${"a".repeat(43)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
  });
  expect([away.status, away.cookies]).toEqual([403, ""]);

  const still = await browser.newContext({ javaScriptEnabled: false });
  const guest = await still.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "Maya asks for your help" })).toBeVisible();
  await guest.getByRole("button", { name: "See what is asked" }).click();
  await expect(guest.getByRole("heading", { name: "Send the bank statements" })).toBeVisible();
  await expect(guest.getByRole("navigation")).toHaveCount(0);
  for (const secret of ["Confirm your address", "Accounts ", "Client t-", stage.contactEmail])
    await expect(guest.getByText(secret)).toHaveCount(0);
  // the button that sends comes with the choice: there is nothing to send before
  await expect(guest.getByRole("button", { name: "Send the files" })).toBeHidden();
  await guest
    .getByLabel("Add photos or files")
    .setInputFiles({ name: "July.txt", mimeType: "text/plain", buffer: Buffer.from("from the bank") });
  await guest.getByRole("button", { name: "Send the files" }).click();
  await expect(guest.getByRole("list", { name: "Files you sent" })).toContainText("July.txt");
  await still.close();

  const { page: late } = await newDevice();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link is open on another device" })).toBeVisible();
  await expectAccessible(late);
  const pressed = await send(port, `${pathname}/open`, {
    method: "POST",
    headers: {
      host,
      origin,
      cookie: await cookiesOf(late),
      "content-type": "application/x-www-form-urlencoded",
    },
  });
  expect([pressed.status, pressed.location, pressed.cookies]).toEqual([303, pathname, ""]);

  await page.goto(`${stage.origin}/tasks/${taskId}`);
  await expect(page.getByRole("list", { name: "Files of this task" })).toContainText(
    "from somebody you asked",
  );
  await expect(page.getByRole("list", { name: "People asked" })).toContainText("opened it");
  const { page: staff } = await newDevice();
  await signInStaff(staff, stage);
  await staff.goto(`${stage.origin}/admin/work/${stage.workItemId}`);
  await expect(staff.getByText(/A guest, b•••@bank\.example, asked by Maya/)).toBeVisible();
  await expectAccessible(staff);
  await staff.getByRole("button", { name: "Stop access of b•••@bank.example" }).click();
  await expect(staff.getByText("access stopped")).toBeVisible();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
});

test(
  "[A18] a guest answers with a script, a stopped one saves nothing from the page that is still open",
  { tag: "@phone" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const to = `pay-${stage.firmId.slice(0, 8)}@payroll.example`;
    const at = { origin: stage.origin, taskId: stage.tasks.answer, to };
    const { page: guest } = await newDevice();
    await guest.goto(await ask(page, at));
    await expectAccessible(guest);
    await guest.getByRole("button", { name: "See what is asked" }).click();
    await expectAccessible(guest);
    await guest.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(guest.getByText("Write your answer first.").first()).toBeVisible();
    await guest.getByLabel("Your answer").fill("The payroll of July");
    await page.getByRole("button", { name: `Stop access of ${to}` }).click();
    await expect(page.getByRole("list", { name: "People asked" })).toContainText("access stopped");
    await guest.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(guest.getByText("You can answer this no longer").first()).toBeVisible();
    await expect(guest.getByLabel("Your answer")).toHaveValue("The payroll of July");
    await guest.reload();
    await expect(
      guest.getByRole("heading", { name: "There is nothing for you to answer here" }),
    ).toBeVisible();

    const second = `tax-${stage.firmId.slice(0, 8)}@payroll.example`;
    await guest.goto(await ask(page, { ...at, to: second }));
    await guest.getByRole("button", { name: "See what is asked" }).click();
    await guest.getByLabel("Your answer").fill("The payroll of August");
    await guest.getByRole("button", { name: "Save this answer" }).first().click();
    await expect(guest.getByRole("heading", { name: "Thank you, that is all" })).toBeVisible();
    await expectAccessible(guest);
    await page.reload();
    await expect(page.getByRole("list", { name: "People asked" })).toContainText("answered");
  },
);

test(
  "[A18] with a guest's cookies no page, route, action, file or stream tells anything else",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    test.slow();
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    await page.getByLabel("Add photos or files").setInputFiles({
      name: "secret-name.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("secret words"),
    });
    await expect(page.locator(".files li").filter({ hasText: "secret-name.txt" })).toContainText("Sent");
    await page.reload();
    const fileId = await page.locator("input[name=file_id]").first().inputValue();
    const to = `walk-${stage.firmId.slice(0, 8)}@bank.example`;
    const { page: guest } = await newDevice();
    await guest.goto(await ask(page, { origin: stage.origin, taskId: stage.tasks.answer, to }));
    await guest.getByRole("button", { name: "See what is asked" }).click();
    await expect(guest.getByLabel("Your answer")).toBeVisible();
    const { host, port } = new URL(stage.origin);
    const cookie = await cookiesOf(guest);
    expect(cookie).toContain("__Host-guest");

    const ids: Record<string, string> = {
      "[taskId]": stage.tasks.upload,
      "[requestId]": stage.requestId,
      "[workItemId]": stage.workItemId,
      "[fileId]": fileId,
      "[contactId]": stage.contactId,
      "[reader]": stage.contactId,
      "[clientId]": stage.clientId,
      "[[...path]]": `v1/tasks/${stage.tasks.upload}`,
      "[...nextauth]": "session",
      "[...missing]": "nothing",
    };
    const paths = sourcesUnder("app", /\/(?:page\.tsx|route\.ts)$/)
      .filter((path) => !/\(portal\)\/(?:g|guest)\//.test(path))
      .map((path) =>
        path
          .replace(/^app|\/\([a-z]+\)|\/(?:page\.tsx|route\.ts)$/g, "")
          .replace(/\[+[^\]]+\]+/g, (name) => ids[name] ?? "x".repeat(43)),
      );
    expect(paths.length).toBeGreaterThan(60);
    const as = `${stage.firmId}.${stage.contactId}`;
    const secrets = [
      "Confirm your address",
      "Send the bank statements",
      "secret",
      "Accounts ",
      "Maya",
      stage.contactEmail,
    ];
    const headers = { host, cookie, origin: stage.origin, "sec-fetch-site": "same-origin" };
    for (const path of [...paths.map((one) => one || "/"), `/live?as=${as}`, `/?as=${stage.contactId}`]) {
      const tries: Sent[] = [
        { headers },
        {
          method: "POST",
          headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
          body: `as=${as}&task_id=${stage.tasks.upload}&contact_id=${stage.contactId}`,
        },
      ];
      for (const one of tries) {
        const { text, status } = await send(port, path, one);
        const told = secrets.filter((secret) => text.includes(secret));
        expect([path, one.method, told, status < 500]).toEqual([path, one.method, [], true]);
      }
    }

    // the contact's own act, sent with the guest's cookies; and the guest's own for another task
    const field = (name: string, value: string) =>
      `--walk\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const multipart = { ...headers, "content-type": "multipart/form-data; boundary=walk" };
    const shown = await send(port, `/tasks/${stage.tasks.tick}`, {
      headers: { host, cookie: await cookiesOf(page) },
    });
    const action = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(shown.text)?.[1] ?? "";
    expect(action).not.toBe("");
    const tick = `${field(action, "")}${field("as", as)}${field("task_id", stage.tasks.tick)}${field("to", "done")}${field("back", "task")}--walk--\r\n`;
    await send(port, `/tasks/${stage.tasks.tick}`, { method: "POST", headers: multipart, body: tick });
    const asGuest = await guest.locator("input[name=as]").first().inputValue();
    for (const given of [as, asGuest]) {
      const file = `--walk\r\nContent-Disposition: form-data; name="files"; filename="evil.txt"\r\n\r\nevil\r\n--walk--\r\n`;
      const form = `${field("as", given)}${field("task_id", stage.tasks.upload)}${field("form_key", stage.firmId)}${file}`;
      const answer = await send(port, "/uploads", { method: "POST", headers: multipart, body: form });
      expect(answer.location).toContain("problem=file-");
    }
    await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
    await expect(page.getByText("evil.txt")).toHaveCount(0);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
    await expect(page.getByRole("button", { name: "Mark as done" })).toBeVisible();
    // the same act with the contact's cookies does it: the try above was a real one
    await send(port, `/tasks/${stage.tasks.tick}`, {
      method: "POST",
      headers: { ...multipart, cookie: await cookiesOf(page) },
      body: tick,
    });
    await page.reload();
    await expect(page.getByRole("button", { name: "Not done yet" })).toBeVisible();
  },
);
