import "server-only";
import { Resend } from "resend";
import { automaticHeaders } from "./mail-headers";
import type { Delivery, Outcome, Transport } from "./transport";

const timeoutMs = 10_000;

/** Mail through Resend. Its Idempotency-Key makes every retry safe: the same key is delivered once (S8). */
export function resendTransport(apiKey: string, baseUrl: string | undefined): Transport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : {});
  return {
    repeatable: true,
    async deliver(mail: Delivery): Promise<Outcome> {
      const call = resend.emails.send(
        {
          from: mail.from,
          to: mail.to,
          ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: automaticHeaders,
        },
        { idempotencyKey: `lodge/${mail.id}` },
      );
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, timeoutMs, "late")));
      const answer = await Promise.race([call.catch((problem: unknown) => ({ problem })), late]).finally(() =>
        clearTimeout(timer),
      );
      if (answer === "late")
        return { kind: "retry", problem: "The mail provider did not answer in ten seconds." };
      if ("problem" in answer) return { kind: "retry", problem: "The mail provider could not be reached." };
      return outcomeOfAnswer(answer);
    },
  };
}

type Answer = Awaited<ReturnType<Resend["emails"]["send"]>>;

function outcomeOfAnswer({ data, error, headers }: Answer): Outcome {
  if (data?.id) return { kind: "sent", providerId: data.id };
  if (!error) return { kind: "retry", problem: "The mail provider answered without an id." };
  const status = error.statusCode ?? 0;
  const wait = Number(headers?.["retry-after"]);
  if (status === 429) {
    return {
      kind: "retry",
      problem: "The mail provider asked to slow down.",
      ...(wait > 0 ? { afterSeconds: wait } : {}),
    };
  }
  // 409: the same key is being worked on just now
  if (status >= 400 && status < 500 && status !== 409)
    return { kind: "dead", problem: `The mail provider refused it (${status}).` };
  return { kind: "retry", problem: `The mail provider failed (${status || "no answer"}).` };
}
