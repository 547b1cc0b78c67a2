import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Mail = {
  to: string;
  from: string;
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  link: string;
};

const addressOf = (entry: { address?: string | undefined } | undefined): string => entry?.address ?? "";

/** A real SMTP server on loopback that keeps what it is given. */
export async function startPost(): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        void PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          const text = mail.text ?? "";
          mails.push({
            to: session.envelope.rcptTo[0]?.address ?? "",
            from: addressOf(mail.from),
            replyTo: addressOf(mail.replyTo?.[0]),
            subject: mail.subject ?? "",
            text,
            html: mail.html ?? "",
            link:
              /https?:\/\/\S+\/(?:m|g|reset|sign-in|devices\/revoke)\/\S+|https?:\/\/\S+\/admin\/work\/\S+/.exec(
                text,
              )?.[0] ?? "",
          });
          done();
        }, done);
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return { port: (server.server.address() as AddressInfo).port, mails };
}
