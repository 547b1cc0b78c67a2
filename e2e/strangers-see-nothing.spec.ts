import { request as nodeRequest, type IncomingHttpHeaders } from "node:http";
import { act, claim, expect, mailTo, newFirm, serverLog, signInStaff, test } from "./fixtures";

type Sent = { method?: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Plain HTTP to the app, with any Host and headers, as a program would. */
const send = (port: string, path: string, { method = "GET", headers = {}, body }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const call = nodeRequest({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    call.on("error", reject);
    call.end(body);
  });

const form = { "content-type": "application/x-www-form-urlencoded" };

test(
  "[T1] another firm's host, cookies and ids see nothing, and staff of one firm are strangers at another",
  { tag: "@desktop" },
  async ({ page, stage, newDevice }) => {
    await claim(page, stage.contactEmail);
    const port = new URL(stage.origin).port;
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const other = await newDevice();
    const second = await newFirm();
    const host = new URL(second.origin).host;
    for (const path of [`/tasks/${stage.tasks.tick}`, `/requests/${stage.requestId}`, "/"]) {
      const { text } = await send(port, path, { headers: { host, cookie: cookies } });
      expect(text).not.toContain("Confirm your address");
      expect(text).not.toContain("Maya");
    }
    await signInStaff(other.page, second);
    for (const path of [
      `/admin/work/${stage.workItemId}`,
      `/admin/clients/${stage.clientId}`,
      `/admin/contacts/${stage.contactId}`,
      `/admin/contacts/${stage.contactId}?tab=details`,
      `/admin/requests/${stage.requestId}`,
    ]) {
      const answer = await other.page.goto(`${second.origin}${path}`);
      expect([path, answer?.status()]).toEqual([path, 404]);
      await other.page.goto(`${stage.origin}${path}`);
      await expect(other.page).toHaveURL(/\/admin\/sign-in/);
    }
  },
);

test("[A10] a device gets no file's bytes by any address", { tag: "@desktop" }, async ({ page, stage }) => {
  await claim(page, stage.contactEmail);
  await page.goto(`${stage.origin}/tasks/${stage.tasks.upload}`);
  await page
    .getByLabel("Add photos or files")
    .setInputFiles({ name: "own.txt", mimeType: "text/plain", buffer: Buffer.from("my own words") });
  const row = page.locator(".files li").filter({ hasText: "own.txt" });
  await expect(row).toContainText("Sent");
  await page.reload();
  const fileId = await page.locator("input[name=file_id]").first().inputValue();
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const { host, port } = new URL(stage.origin);
  for (const path of [`/admin/files/${fileId}`, `/uploads/${fileId}`, `/api/v1/files/${fileId}/content`]) {
    for (const method of ["GET", "HEAD"]) {
      const { text } = await send(port, path, {
        method,
        headers: { host, cookie: cookies, range: "bytes=0-3", "sec-fetch-site": "same-origin" },
      });
      expect(text).not.toContain("my own");
    }
  }
});

test(
  "[T4] a POST from elsewhere, without Origin, or for another host is refused and claims nothing",
  { tag: "@desktop" },
  async ({ stage }) => {
    const { link } = await mailTo(stage.contactEmail);
    const { host, port, pathname, origin } = new URL(link);
    const cookie = `__Host-dv=${"a".repeat(43)}`;
    const tries: Record<string, string>[] = [
      { host, cookie, ...form },
      { host, cookie, ...form, origin: "null" },
      { host, cookie, ...form, origin: "https://evil.example" },
      { host, cookie, ...form, origin: origin.replace("http:", "https:") },
      { host, cookie, ...form, origin, "sec-fetch-site": "cross-site" },
      { host: "evil.example", cookie, ...form, origin: "http://evil.example" },
      { host, cookie, ...form, origin: "http://evil.example", "x-forwarded-host": "evil.example" },
      { host, cookie, origin, "content-type": "text/plain" },
    ];
    for (const headers of tries) {
      const answer = await send(port, `${pathname}/open`, { method: "POST", headers, body: "" });
      expect([headers, [403, 404, 421].includes(answer.status)]).toEqual([headers, true]);
      expect(answer.headers["set-cookie"]?.join() ?? "").not.toContain("__Host-sid");
    }
    const nameless = await send(port, `${pathname}/open`, {
      method: "POST",
      headers: { host, origin, ...form },
      body: "",
    });
    expect([nameless.status, nameless.headers.location]).toEqual([303, `${pathname}?problem=again`]);
    const good = await send(port, `${pathname}/open`, {
      method: "POST",
      headers: { host, origin, cookie, ...form },
      body: "",
    });
    expect(good.status).toBe(303);
    const set = good.headers["set-cookie"]?.join("\n") ?? "";
    expect(set).toMatch(/__Host-sid=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax/);
  },
);

test(
  "[T4] an action without Origin, or with a forged one, does nothing",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    await claim(page, stage.contactEmail);
    await page.goto(`${stage.origin}/tasks/${stage.tasks.tick}`);
    const posted = page.waitForRequest((one) => one.method() === "POST");
    await page.getByRole("button", { name: "Mark as done" }).click();
    const headers = await (await posted).allHeaders();
    const body = (await posted).postData() ?? "";
    await expect(page.getByText(/1 of 3 done/)).toBeVisible();
    await page.goto(`${stage.origin}/requests/${stage.requestId}`);
    await page.getByText("Done", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Confirm your address" }).click();
    await expect(page.getByText("0 of 3 done")).toBeVisible();
    const { port } = new URL(stage.origin);
    const plain = Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) => !name.startsWith(":") && name !== "content-length" && name !== "origin",
      ),
    );
    for (const origin of [undefined, "null", "https://evil.example"]) {
      await send(port, `/tasks/${stage.tasks.tick}`, {
        method: "POST",
        headers: { ...plain, ...(origin ? { origin } : {}) },
        body,
      });
    }
    await page.reload();
    await expect(page.getByText("0 of 3 done")).toBeVisible();
  },
);

test(
  "[T1] an unknown host, a foreign id and NextAuth's own addresses answer nothing",
  { tag: "@desktop" },
  async ({ page, stage }) => {
    const { port, host } = new URL(stage.origin);
    for (const name of ["evil.example", "nobody.localhost", "a b", ""]) {
      const { status, text } = await send(port, "/", { headers: { host: name } });
      expect([name, status >= 400 && !text.includes(stage.name)]).toEqual([name, true]);
    }
    for (const path of [
      "/api/auth/session",
      "/api/auth/csrf",
      "/api/auth/callback/email?token=x&email=y",
      "/api/auth/signin/email",
    ]) {
      for (const method of ["GET", "POST"])
        expect((await send(port, path, { method, headers: { host } })).status).toBe(404);
    }
    // a path that cannot be read, and what nobody answers: no fault of ours, with the headers of pages or of the API
    for (const [path, status, type] of [
      ["/tasks/%zz", 400, "text/html"],
      ["/m/%ff/open", 400, "text/html"],
      ["/api/v1/tasks/%", 400, "application/problem+json"],
      ["/api/nothing", 404, "text/html"],
      ["/favicon.ico", 404, "text/html"],
      ["/tasks/x?y=%zz", 404, "text/html"],
    ] as const) {
      const { headers, ...answer } = await send(port, path, { headers: { host, accept: "text/html" } });
      expect([path, answer.status, headers["content-type"]?.startsWith(type)]).toEqual([path, status, true]);
      expect([path, String(headers["content-security-policy"]).slice(0, 18)]).toEqual([
        path,
        "default-src 'none'",
      ]);
      expect([path, headers["x-content-type-options"]]).toEqual([path, "nosniff"]);
    }
    await claim(page, stage.contactEmail);
    for (const path of [
      "/tasks/00000000-0000-4000-8000-000000000000",
      "/tasks/x",
      "/requests/00000000-0000-4000-8000-000000000000",
    ]) {
      const answer = await page.goto(`${stage.origin}${path}`);
      expect([path, answer?.status()]).toEqual([path, 404]);
    }
  },
);

test(
  "[T4] pages fetch nothing from elsewhere and break no rule of their policy",
  { tag: "@phone" },
  async ({ page, stage }) => {
    const foreign: string[] = [];
    const violations: string[] = [];
    page.on("request", (one) => {
      if (new URL(one.url()).origin !== stage.origin) foreign.push(one.url());
    });
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
    });
    await claim(page, stage.contactEmail);
    for (const path of [
      "/",
      `/tasks/${stage.tasks.upload}`,
      `/tasks/${stage.tasks.answer}`,
      "/help",
      "/devices",
      "/login",
      "/nothing-here",
    ]) {
      const answer = await page.goto(`${stage.origin}${path}`);
      const headers = answer?.headers() ?? {};
      expect(headers["content-security-policy"]).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["cache-control"]).toContain("no-store");
      await page.waitForLoadState("networkidle");
    }
    expect(foreign).toEqual([]);
    expect(violations).toEqual([]);
  },
);

test("[T5] no token, address or name reaches the log", { tag: "@phone" }, async ({ page, stage }) => {
  const { link } = await mailTo(stage.contactEmail);
  await claim(page, stage.contactEmail);
  await act("resend", { firmId: stage.firmId, requestId: stage.requestId, timesSent: "1" });
  await mailTo(stage.contactEmail, 2);
  const token = link.split("/m/")[1] ?? "missing";
  const { port, host } = new URL(link);
  const odd = [`/./m/${token}`, `/x/../m/${token}`, `/%6d/${token}`, `//m/${token}`, `/M/${token}`];
  for (const path of [
    ...odd,
    `http://${host}/m/${token}`,
    `/_next/static/../../m/${token}`,
    `/m/${token}%zz`,
  ]) {
    const { status } = await send(port, path, { headers: { host, accept: "text/html" } });
    expect([path, status < 500]).toEqual([path, true]);
  }
  await expect
    .poll(async () => (await serverLog()).match(/"path":"\/m\/<redacted>"/gi)?.length)
    .toBeGreaterThan(8);
  const log = await serverLog();
  const sid = (await page.context().cookies()).find(({ name }) => name === "__Host-sid")?.value ?? "missing";
  for (const secret of [token, sid, stage.contactEmail]) expect(log).not.toContain(secret);
});
