"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { askPasskey, noPasskey, usePasskeys } from "../../passkey-client";
import { CodeField, ProofField, type Proof } from "../../proof-field";
import { passkeyToProve } from "./prove-actions";

type Props = { proof: Proof; error: string | undefined };

/**
 * Who is there, once more, in the form that asks for it: staff who signed in more than five minutes ago confirm with their
 * app, their passkey, or a code that the first press has mailed. What they filled in stays.
 */
export function StaffProof({ proof, error }: Props) {
  if (proof.way === "password" || proof.way === "code") return <ProofField proof={proof} error={error} />;
  if (!proof.due && error === undefined) return null;
  if (proof.way === "passkey") return <PasskeyProof error={error} />;
  if (proof.way === "mail")
    return error === undefined ? (
      <p className="soft">
        You signed in a while ago: when you press, Lodge mails you a code and asks for it here.
      </p>
    ) : (
      <CodeField hint="From the mail that Lodge has just sent you." error={error} />
    );
  return (
    <p className="soft">
      You signed in more than five minutes ago, and your passkey belongs to another address of Lodge. Sign
      out, sign in again, then do this.
    </p>
  );
}

/** The device is asked, its answer goes with the form, and the form is sent. */
function PasskeyProof({ error }: { error: string | undefined }) {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const can = usePasskeys();

  async function confirm() {
    setBusy(true);
    setProblem("");
    try {
      const asked = await passkeyToProve();
      if (asked.ok) {
        const answer = await askPasskey(asked.data);
        if (field.current) {
          field.current.value = answer;
          field.current.form?.requestSubmit();
        }
      } else setProblem(asked.message);
    } catch (failed) {
      setProblem(noPasskey(failed));
    }
    setBusy(false);
  }

  return (
    <div className={error || problem ? "field bad" : "field"} id="proof" tabIndex={-1}>
      {error || problem ? <p className="err-t">{problem || error}</p> : null}
      <p className="soft">You signed in a while ago, so this asks for your passkey.</p>
      <input type="hidden" name="proof" ref={field} />
      {can === false ? (
        <p>This browser knows no passkeys. Sign out, sign in again, then do this.</p>
      ) : (
        <Button type="button" icon="passkey" busy={busy} onClick={() => void confirm()}>
          {busy ? "Waiting for your device …" : "Confirm with your passkey"}
        </Button>
      )}
    </div>
  );
}
