"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { dropPasskey, namePasskey } from "../../factor-actions";
import { FactorForm } from "../../factor-form";
import type { Proof } from "../../../../proof-field";

type Props = { as: string; passkeyId: string };

/** Gives a passkey another name. */
export function NameForm({ as, passkeyId, name }: Props & { name: string }) {
  return (
    <FactorForm as={as} action={namePasskey} hidden={{ passkey_id: passkeyId }} fields={{ name: "name" }}>
      {({ busy, error }) => (
        <>
          <TextField id="name" label="Name" defaultValue={name} maxLength={60} error={error("name")} />
          <p className="after">
            <Button busy={busy}>{busy ? "Saving …" : "Save the name"}</Button>
          </p>
        </>
      )}
    </FactorForm>
  );
}

/** Takes a passkey away. */
export function RemoveForm({ as, passkeyId, proof }: Props & { proof: Proof }) {
  return (
    <FactorForm as={as} action={dropPasskey} hidden={{ passkey_id: passkeyId }} proof={proof} fields={{}}>
      {({ busy }) => (
        <p className="after">
          <Button look="danger" busy={busy}>
            {busy ? "Removing …" : "Remove this passkey"}
          </Button>
        </p>
      )}
    </FactorForm>
  );
}
