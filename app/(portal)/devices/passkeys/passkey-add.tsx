"use client";

import { Button } from "@/components/ui/button";
import { addWords, PasskeyAddForm } from "../../../passkey-add-form";
import { ProofField, type Proof } from "../../../proof-field";
import { beginPasskey, finishPasskey } from "../factor-actions";

/** A client makes a passkey for the own login. */
export function PasskeyAdd({ as, proof }: { as: string; proof: Proof }) {
  async function finish(passkey: string): Promise<string | undefined> {
    const made = new FormData();
    made.set("as", as);
    made.set("passkey", passkey);
    const kept = await finishPasskey(made);
    return kept?.ok === false ? kept.message : undefined;
  }
  return (
    <PasskeyAddForm
      proof={(error) => <ProofField proof={proof} error={error} />}
      className="after"
      begin={beginPasskey}
      finish={finish}
    >
      {(busy) => (
        <>
          <input type="hidden" name="as" value={as} />
          <p className="after">
            <Button look="primary" size="big" wide="phone" icon="passkey" busy={busy}>
              {addWords(busy)}
            </Button>
          </p>
        </>
      )}
    </PasskeyAddForm>
  );
}
