import "server-only";
import type { Readable } from "node:stream";
import nodemailer from "nodemailer";
import { automaticHeaders, messageIdOf } from "./mail-headers";
import type { Delivery, Outcome, Transport } from "./transport";

type SmtpProblem = Error & { code?: string; responseCode?: number };

/**
 * Reads what went wrong. An answer of 5xx is final, of 4xx may be tried again; without an answer it depends on
 * whether a byte of the message had gone out: if so it may have been delivered.
 */
function outcomeOf({ responseCode, code }: SmtpProblem, begun: boolean): Outcome {
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: "dead", problem: `The mail server refused it (${responseCode}).` };
  if (responseCode !== undefined)
    return { kind: "retry", problem: `The mail server asked to try later (${responseCode}).` };
  if (code === "EENVELOPE") return { kind: "dead", problem: "The mail server refused the address." };
  if (begun) return { kind: "ambiguous", problem: "The connection broke while the mail was handed over." };
  return { kind: "retry", problem: `The mail server could not be reached (${code ?? "no code"}).` };
}

/** How mail servers word the name under which they keep a message (Postfix, Exim, Exchange, Sendmail, Amazon SES). */
const queueIds = [
  /\bqueued as ([\w.-]{4,100})/i,
  /\bid=([\w.-]{4,100})/i,
  /\[InternalId=(\d{4,100})/i,
  /^250 2\.0\.0 ([\w.-]{4,100}) Message accepted/i,
  /^250 (?:2\.\d\.\d )?Ok:? ([\w-]{16,100})$/i,
];

/** The mail server's own name of a message that it took, by its answer such as "250 2.0.0 Ok: queued as 4Xyz12"; or undefined. */
export function queueIdOf(answer: string): string | undefined {
  const said = answer.trim();
  return queueIds.map((form) => form.exec(said)?.[1]).find((id) => id !== undefined);
}

/** Mail over SMTP. Certificates are checked; the Message-ID is the message's own, so a copy can be told. */
export function smtpTransport(url: string): Transport {
  const pool = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const streams = new Map<string, Readable>();
  pool.use("stream", (mail, done) => {
    const make = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = () => {
      const stream = make();
      streams.set(String(mail.data.messageId), stream);
      return stream;
    };
    done();
  });
  return {
    repeatable: false,
    async deliver(mail: Delivery): Promise<Outcome> {
      const messageId = messageIdOf(mail.id, mail.from);
      try {
        const { response } = await pool.sendMail({
          from: mail.from,
          to: { name: "", address: mail.to },
          ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId,
          headers: automaticHeaders,
        });
        return { kind: "sent", providerId: queueIdOf(response) ?? messageId };
      } catch (problem) {
        return outcomeOf(problem as SmtpProblem, streams.get(messageId)?.readableDidRead ?? false);
      } finally {
        streams.delete(messageId);
      }
    },
  };
}
