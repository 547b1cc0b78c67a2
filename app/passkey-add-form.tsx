"use client";

import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { useState, type ReactNode, type SubmitEvent } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { ActionResult } from "@/lib/actions";
import { makePasskey, noPasskey, usePasskeys } from "./passkey-client";

type Problem = { message: string; field: boolean };

type Props = {
  /** What asks again who is there, with what was wrong with it. */
  proof: (error: string | undefined) => ReactNode;
  className: string;
  /** Proves who is there and gives what the device is asked. */
  begin: (form: FormData) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>;
  /** Keeps what the device made; answers with a sentence when it could not, and leads on when it did. */
  finish: (passkey: string) => Promise<string | undefined>;
  /** The button, by whether the device is at work. */
  children: (busy: boolean) => ReactNode;
};

/** One press: who is there is proven, the device makes the passkey, and it is kept. */
export function PasskeyAddForm({ proof, className, begin, finish, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const can = usePasskeys();

  async function add(form: FormData): Promise<Problem | undefined> {
    const begun = await begin(form);
    if (!begun.ok) return { message: begun.message, field: begun.fields?.["proof"] !== undefined };
    const message = await finish(await makePasskey(begun.data));
    return message === undefined ? undefined : { message, field: false };
  }

  function press(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    void add(new FormData(event.currentTarget))
      .catch((failed: unknown) => ({ message: noPasskey(failed), field: false }))
      .then((found) => {
        setProblem(found);
        setBusy(found === undefined);
      });
  }

  if (!can) {
    return (
      <p className="soft after">
        Passkeys need a browser that knows them, with JavaScript. An authenticator app works everywhere.
      </p>
    );
  }
  const error = problem?.field ? problem.message : undefined;
  return (
    <form onSubmit={press} noValidate className={className}>
      {problem ? (
        <ErrorSummary
          message={error ? undefined : problem.message}
          errors={error ? [{ fieldId: "proof", message: error }] : []}
        />
      ) : null}
      {proof(error)}
      {children(busy)}
    </form>
  );
}

/** What its button says. */
export const addWords = (busy: boolean): string => (busy ? "Waiting for your device …" : "Make a passkey");
