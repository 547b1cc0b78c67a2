"use client";

import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { makePasskey, noPasskey, usePasskeys } from "../../../passkey-client";
import { beginPasskey, finishPasskey } from "../factor-actions";
import { ProofField, type Proof } from "../../../proof-field";

/** One press: who is there is proven, the device makes the passkey, and it is kept. */
export function PasskeyAdd({ as, proof }: { as: string; proof: Proof }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; field: boolean }>();
  const can = usePasskeys();

  async function add(form: FormData) {
    const begun = await beginPasskey(form);
    if (!begun.ok) return { message: begun.message, field: begun.fields?.["proof"] !== undefined };
    const made = new FormData();
    made.set("as", as);
    made.set("passkey", await makePasskey(begun.data));
    const kept = await finishPasskey(made);
    return kept?.ok === false ? { message: kept.message, field: false } : undefined;
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
    <form onSubmit={press} noValidate className="after">
      {problem ? (
        <ErrorSummary
          message={error ? undefined : problem.message}
          errors={error ? [{ fieldId: "proof", message: error }] : []}
        />
      ) : null}
      <input type="hidden" name="as" value={as} />
      <ProofField proof={proof} error={error} />
      <p className="after">
        <Button look="primary" size="big" wide="phone" icon="passkey" busy={busy}>
          {busy ? "Waiting for your device …" : "Make a passkey"}
        </Button>
      </p>
    </form>
  );
}
