import { randomBytes, randomUUID } from "node:crypto";
import { request, type RequestOptions } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { act, expect, mailTo, test } from "./fixtures";
import { proxyProgram, startBetween, startCaddy, startNginx } from "./proxies";

type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer | string };
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** A request to the proxy, whose certificate is signed by itself. */
function asked(
  port: number,
  path: string,
  { method = "GET", headers = {}, body }: Sent,
): Promise<IncomingMessage> {
  const options: RequestOptions = {
    host: "127.0.0.1",
    port,
    path,
    method,
    headers,
    rejectUnauthorized: false,
    servername: "localhost",
    agent: false,
  };
  return new Promise((resolve, reject) => {
    request(options, resolve).on("error", reject).end(body);
  });
}

async function send(port: number, path: string, sent: Sent): Promise<Answer> {
  const answer = await asked(port, path, sent);
  let text = "";
  for await (const part of answer) text += String(part);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text };
}

/** What a browser would send after an answer. */
const cookiesOf = ({ headers }: Answer): string =>
  (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";", 1)[0]).join("; ");

/** A form with one file, as a browser without JavaScript sends it. */
function formOf(fields: Record<string, string>, file: Buffer): { type: string; body: Buffer } {
  const boundary = `----${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="whole.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(parts.join("") + head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

for (const name of ["nginx", "caddy"] as const) {
  test(
    `[O3] behind ${name} as the recipe sets it up, links open, large files arrive and changes are told`,
    { tag: "@desktop" },
    async ({ stage, isMobile }) => {
      test.skip(isMobile, "no browser takes part");
      const program = proxyProgram(name);
      test.skip(program === undefined, `${name} is not here, nor Debian's package of it`);
      const { host, origin, port: lodge } = new URL(stage.origin);
      const between = await startBetween(Number(lodge));
      const proxy = await (name === "nginx" ? startNginx : startCaddy)(program ?? "", between.port);
      try {
        // what a client claims of itself does not get through
        const forged = {
          "x-forwarded-for": "6.6.6.6",
          "x-forwarded-proto": "http",
          "x-forwarded-host": "evil.example",
        };
        const { pathname } = new URL((await mailTo(stage.contactEmail)).link);
        const page = await send(proxy.port, pathname, { headers: { host, ...forged } });
        expect([page.status, page.headers["lodge-answer"]]).toEqual([200, "1"]);
        expect(page.headers["strict-transport-security"]).toContain("max-age");
        expect(between.seen[0]).toMatchObject({
          host,
          "x-forwarded-for": "127.0.0.1",
          "x-forwarded-proto": "https",
        });

        const opened = await send(proxy.port, `${pathname}/open`, {
          method: "POST",
          headers: {
            host,
            origin,
            cookie: cookiesOf(page),
            "content-type": "application/x-www-form-urlencoded",
          },
          body: "",
        });
        expect([opened.status, opened.headers.location]).toEqual([303, `/requests/${stage.requestId}`]);
        // a claim names the browser anew
        const cookie = cookiesOf(opened);

        const as = `${stage.firmId}.${stage.contactId}`;
        const file = Buffer.concat([Buffer.from("%PDF-1.4\n"), randomBytes(9 * 1024 * 1024)]);
        const form = formOf({ as, task_id: stage.tasks.upload, form_key: randomUUID() }, file);
        const taken = await send(proxy.port, "/uploads", {
          method: "POST",
          headers: { host, origin, cookie, "content-type": form.type },
          body: form.body,
        });
        expect([taken.status, taken.headers.location]).toEqual([303, `/tasks/${stage.tasks.upload}#files`]);

        const stream = await asked(proxy.port, `/live?as=${as}`, { headers: { host, cookie } });
        expect(stream.headers["content-type"]).toContain("text/event-stream");
        let heard = "";
        stream.on("data", (part: Buffer) => (heard += part.toString()));
        await expect.poll(() => heard).toContain(": open");
        await act("comment", { firmId: stage.firmId, taskId: stage.tasks.upload, body: "Thank you." });
        await expect.poll(() => heard, { timeout: 5_000 }).toContain("event: change");
        stream.destroy();

        const nobodys = await send(proxy.port, "/", { headers: { host: `nobody.localhost:${lodge}` } });
        expect([nobodys.status, nobodys.headers["lodge-answer"]]).toEqual([404, "1"]);

        // what the proxy says itself does not carry the mark
        between.stop();
        const away = await send(proxy.port, "/", { headers: { host } });
        expect([away.status, away.headers["lodge-answer"]]).toEqual([502, undefined]);
      } finally {
        await proxy.stop();
        between.stop();
      }
    },
  );
}
