import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { resendTransport } from "./resend-transport";
import { queueIdOf, smtpTransport } from "./smtp-transport";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const mail = {
  id: "0b9f0f5e-5a54-4c9c-9d3a-2d3c1b2a1f00",
  to: "margaret@client.example",
  from: '"Ana Hill (Hill & Co)" <portal@lodge.example>',
  replyTo: "ana@hillandco.example",
  subject: "Papers: 3 things needed",
  html: "<p>Hello</p>",
  text: "Hello",
};

/** A real SMTP server that answers recipients and data as told. */
async function smtp(answers: { rcpt?: Error; data?: Error } = {}): Promise<{ url: string; got: string[] }> {
  const got: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => {
      done(answers.rcpt);
    },
    onData: (stream, _session, done) => {
      let text = "";
      stream.setEncoding("utf8").on("data", (part: string) => (text += part));
      stream.on("end", () => {
        if (!answers.data) got.push(text);
        done(answers.data);
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  closing.push(() => {
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, got };
}

const refusal = (responseCode: number) => Object.assign(new Error("no"), { responseCode });

test("[S7] a mail over SMTP names the sender, answers to her, has a plain part and a Message-ID at the sender's domain", async () => {
  const { url, got } = await smtp();
  expect(await smtpTransport(url).deliver(mail)).toEqual({
    kind: "sent",
    providerId: `<${mail.id}@lodge.example>`,
  });
  expect(got[0]).toContain('From: "Ana Hill (Hill & Co)" <portal@lodge.example>');
  expect(got[0]).toContain("Reply-To: ana@hillandco.example");
  expect(got[0]).toContain("Auto-Submitted: auto-generated");
  expect(got[0]).toContain("Content-Type: text/plain");
  expect(got[0]).toContain("X-Auto-Response-Suppress: OOF, AutoReply");
  expect(got[0]).toContain(`Message-ID: <${mail.id}@lodge.example>`);
});

test("[S4] an SMTP server's final no is dead, its later-please and a closed port are tried again", async () => {
  expect((await smtpTransport((await smtp({ rcpt: refusal(550) })).url).deliver(mail)).kind).toBe("dead");
  expect((await smtpTransport((await smtp({ data: refusal(554) })).url).deliver(mail)).kind).toBe("dead");
  expect((await smtpTransport((await smtp({ data: refusal(451) })).url).deliver(mail)).kind).toBe("retry");
  expect((await smtpTransport("smtp://127.0.0.1:1").deliver(mail)).kind).toBe("retry");
});

test("[S8] a connection that breaks after the mail went out is ambiguous, not sent and not tried again", async () => {
  const server = createTcp((socket) => {
    socket.write("220 ready\r\n");
    let data = false;
    socket.on("data", (part) => {
      const said = part.toString();
      if (data) {
        if (said.includes("\r\n.\r\n")) socket.destroy();
        return;
      }
      if (/^DATA/im.test(said)) {
        data = true;
        socket.write("354 go on\r\n");
      } else socket.write(/^EHLO/i.test(said) ? "250 hello\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const outcome = await smtpTransport(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`).deliver(
    mail,
  );
  expect(outcome.kind).toBe("ambiguous");
});

type Sent = { headers: IncomingHttpHeaders; body: Record<string, unknown> };

/** An HTTP server that keeps Resend's contract: POST /emails with a bearer key answers an id. */
async function resend(
  status: number,
  answer: unknown,
  headers: Record<string, string> = {},
): Promise<{ url: string; got: Sent[] }> {
  const got: Sent[] = [];
  const server: Server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      got.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> });
      response
        .writeHead(status, { "Content-Type": "application/json", ...headers })
        .end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

test("[S4] Resend gets the mail with its key and the message's idempotency key", async () => {
  const { url, got } = await resend(200, { id: "re_1" });
  expect(await resendTransport("re_key", url).deliver(mail)).toEqual({ kind: "sent", providerId: "re_1" });
  expect(got[0]?.headers["authorization"]).toBe("Bearer re_key");
  expect(got[0]?.headers["idempotency-key"]).toBe(`lodge/${mail.id}`);
  expect(got[0]?.body).toMatchObject({
    to: mail.to,
    from: mail.from,
    reply_to: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" },
  });
});

test.each([
  ["250 2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc"],
  ["250 OK id=1tABcd-000000012Ab-1xyz", "1tABcd-000000012Ab-1xyz"],
  ["250 2.6.0 <a@b.example> [InternalId=98765432101, Hostname=h] Queued mail for delivery", "98765432101"],
  ["250 2.0.0 4AU9Xx012345 Message accepted for delivery", "4AU9Xx012345"],
  ["250 Ok 0100019a1b2c3d4e-11112222-3333-000000", "0100019a1b2c3d4e-11112222-3333-000000"],
  ["250 OK: message queued", undefined],
  ["250 Message accepted", undefined],
])("[S8] the mail server's own name of a message is read from “%s”", (answer, id) => {
  expect(queueIdOf(answer)).toBe(id);
});

test("[S8] a mail that the server took under a name of its own is kept under that name", async () => {
  const server = createTcp((socket) => {
    socket.write("220 ready\r\n");
    let data = false;
    socket.on("data", (part) => {
      const said = part.toString();
      if (data) {
        if (said.includes("\r\n.\r\n")) socket.write("250 2.0.0 Ok: queued as 4Xyz12\r\n");
        return;
      }
      data = /^DATA/im.test(said);
      socket.write(data ? "354 go on\r\n" : /^EHLO/i.test(said) ? "250 hello\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => undefined);
    closing.push(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await smtpTransport(url).deliver(mail)).toEqual({ kind: "sent", providerId: "4Xyz12" });
});

test("[S8] Resend's slow-down, failure, refusal and an answer without an id are told apart", async () => {
  const outcome = async (status: number, answer: unknown, headers?: Record<string, string>) =>
    resendTransport("re_key", (await resend(status, answer, headers)).url).deliver(mail);
  const no = (statusCode: number) => ({ statusCode, name: "application_error", message: "no" });
  expect(await outcome(429, no(429), { "Retry-After": "17" })).toMatchObject({
    kind: "retry",
    afterSeconds: 17,
  });
  expect((await outcome(500, no(500))).kind).toBe("retry");
  expect((await outcome(422, no(422))).kind).toBe("dead");
  expect((await outcome(409, no(409))).kind).toBe("retry");
  expect((await outcome(200, {})).kind).toBe("retry");
  expect((await resendTransport("re_key", "http://127.0.0.1:1").deliver(mail)).kind).toBe("retry");
});
