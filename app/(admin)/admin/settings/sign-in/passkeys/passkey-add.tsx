"use client";

import { Button } from "@/components/ui/button";
import { addWords, PasskeyAddForm } from "../../../../../passkey-add-form";
import type { Proof } from "../../../../../proof-field";
import { StaffProof } from "../../../staff-proof";
import { beginPasskey, finishPasskey } from "../actions";

async function finish(passkey: string): Promise<string | undefined> {
  const made = new FormData();
  made.set("passkey", passkey);
  // undefined when it led on to the next page
  const kept = (await finishPasskey(made)) as Awaited<ReturnType<typeof finishPasskey>> | undefined;
  return kept?.refusal?.message;
}

/** Staff make a passkey of their own. */
export function PasskeyAdd({ proof }: { proof: Proof }) {
  return (
    <PasskeyAddForm
      proof={(error) => <StaffProof proof={proof} error={error} />}
      className="form"
      begin={beginPasskey}
      finish={finish}
    >
      {(busy) => (
        <p className="btn-row">
          <Button look="primary" icon="passkey" busy={busy}>
            {addWords(busy)}
          </Button>
        </p>
      )}
    </PasskeyAddForm>
  );
}
