import "server-only";
import nodemailer from "nodemailer";
import type { Delivery, Outcome, Transport } from "./transport";

type SmtpProblem = Error & { code?: string; command?: string; responseCode?: number };

/** Reads what went wrong: an answer of 5xx is final, of 4xx or no connection may be tried again; silence after the message went out is ambiguous. */
export function outcomeOf(problem: SmtpProblem): Outcome {
  const { responseCode, command, code } = problem;
  if (responseCode !== undefined && responseCode >= 500) return { kind: "dead", problem: `The mail server refused it (${responseCode}).` };
  if (responseCode !== undefined) return { kind: "retry", problem: `The mail server asked to try later (${responseCode}).` };
  if (code === "EENVELOPE") return { kind: "dead", problem: "The mail server refused the address." };
  if (command === "DATA") return { kind: "ambiguous", problem: "The connection broke while the mail was handed over." };
  return { kind: "retry", problem: `The mail server could not be reached (${code ?? "no code"}).` };
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
  return {
    repeatable: false,
    async deliver(mail: Delivery): Promise<Outcome> {
      const messageId = `<${mail.id}@${new URL(url).hostname}>`;
      try {
        await pool.sendMail({
          from: mail.from,
          to: { name: "", address: mail.to },
          ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { kind: "sent", providerId: messageId };
      } catch (problem) {
        return outcomeOf(problem as SmtpProblem);
      }
    },
  };
}
