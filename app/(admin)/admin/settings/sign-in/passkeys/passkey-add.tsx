"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { makePasskey, noPasskey, usePasskeys } from "../../../../../passkey-client";
import { ProofField, type Proof } from "../../../../../proof-field";
import { beginPasskey, finishPasskey } from "../actions";

type Problem = { message: string; field: boolean };

async function add(form: FormData): Promise<Problem | undefined> {
  const begun = await beginPasskey(form);
  if (!begun.ok) return { message: begun.message, field: begun.fields?.["proof"] !== undefined };
  const made = new FormData();
  made.set("passkey", await makePasskey(begun.data));
  // undefined when it led on to the next page
  const kept = (await finishPasskey(made)) as Awaited<ReturnType<typeof finishPasskey>> | undefined;
  return kept?.refusal ? { message: kept.refusal.message, field: false } : undefined;
}

/** One press: who is there is proven, the device makes the passkey, and it is kept. */
export function PasskeyAdd({ proof }: { proof: Proof }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const can = usePasskeys();

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
    <form onSubmit={press} noValidate className="form">
      {problem ? (
        <ErrorSummary
          message={error ? undefined : problem.message}
          errors={error ? [{ fieldId: "proof", message: error }] : []}
        />
      ) : null}
      <ProofField proof={proof} error={error} staff />
      <p className="btn-row">
        <Button look="primary" icon="passkey" busy={busy}>
          {busy ? "Waiting for your device …" : "Make a passkey"}
        </Button>
      </p>
    </form>
  );
}
