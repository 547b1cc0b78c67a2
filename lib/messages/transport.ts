import "server-only";
import { env } from "@/lib/env";
import type { Sealed } from "./enqueue";
import { mailboxTransport } from "./mailbox";
import { resendTransport } from "./resend-transport";
import { smtpTransport } from "./smtp-transport";

export type Delivery = Sealed & { id: string; to: string };

/**
 * How a try ended. `retry`: surely not delivered. `ambiguous`: perhaps delivered, and the provider cannot be
 * asked (SMTP); it is never sent again by itself. `dead`: refused for good.
 */
export type Outcome =
  | { kind: "sent"; providerId: string }
  | { kind: "retry"; problem: string; afterSeconds?: number }
  | { kind: "ambiguous" | "dead"; problem: string };

export type Transport = {
  /** True when the same message may be handed over twice and goes out once (an idempotency key). */
  readonly repeatable: boolean;
  deliver(message: Delivery): Promise<Outcome>;
};

let chosen: Transport | undefined;

/** Resend when it has a key, else SMTP, else, in demo mode only, the built-in mailbox (S4). */
export function transport(): Transport {
  return (chosen ??= choose());
}

function choose(): Transport {
  const { resendApiKey, resendBaseUrl, smtpUrl, mode, dataDir } = env();
  if (resendApiKey) return resendTransport(resendApiKey, resendBaseUrl);
  if (smtpUrl) return smtpTransport(smtpUrl);
  if (mode === "demo") return mailboxTransport(dataDir);
  throw new Error("No mail provider is set.");
}
