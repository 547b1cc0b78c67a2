"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { addApp, removeApp } from "../factor-actions";
import { FactorForm } from "../factor-form";
import type { Proof } from "../../../proof-field";

/** The first code of a new authenticator app. */
export function AddAppForm({ as, salt, proof }: { as: string; salt: string; proof: Proof }) {
  return (
    <FactorForm as={as} action={addApp} hidden={{ salt }} proof={proof} fields={{ code: "code" }}>
      {({ busy, error }) => (
        <>
          <TextField
            id="code"
            label="6-digit code"
            hint="The one that the app shows now"
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={12}
            error={error("code")}
          />
          <p className="after">
            <Button look="primary" size="big" wide="phone" busy={busy}>
              {busy ? "Saving …" : "Save this app"}
            </Button>
          </p>
        </>
      )}
    </FactorForm>
  );
}

/** Takes the app away. */
export function RemoveAppForm({ as, proof }: { as: string; proof: Proof }) {
  return (
    <FactorForm as={as} action={removeApp} proof={proof} fields={{}}>
      {({ busy }) => (
        <p className="after">
          <Button look="danger" busy={busy}>
            {busy ? "Removing …" : "Remove this app"}
          </Button>
        </p>
      )}
    </FactorForm>
  );
}
