"use client";

import { TextField } from "@/components/ui/field";
import type { Proof } from "../../../../proof-field";
import { FormFrame } from "../../form-frame";
import { ProvenForm } from "../../proven-form";
import { addApp, dropPasskey, namePasskey, removeApp } from "./actions";

const back = "/admin/settings/sign-in";

/** The first code of a new authenticator app. */
export function AddAppForm({ salt, proof }: { salt: string; proof: Proof }) {
  return (
    <ProvenForm
      action={addApp}
      hidden={{ salt }}
      proof={proof}
      names={["code"]}
      label="Save this app"
      busyLabel="Saving …"
      cancelHref={back}
    >
      {(field) => (
        <TextField
          id="code"
          label="6-digit code"
          hint="The one that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={12}
          error={field("code").error}
        />
      )}
    </ProvenForm>
  );
}

/** Takes the app away. */
export const RemoveAppForm = ({ proof }: { proof: Proof }) => (
  <ProvenForm
    action={removeApp}
    proof={proof}
    label="Remove this app"
    busyLabel="Removing …"
    look="danger"
    cancelHref={back}
  />
);

/** Gives a passkey another name. */
export const NameForm = ({ passkeyId, name }: { passkeyId: string; name: string }) => (
  <FormFrame
    action={namePasskey}
    names={["name"]}
    hidden={{ passkey_id: passkeyId }}
    label="Save the name"
    busyLabel="Saving …"
  >
    {(field, nth) => <TextField key={nth} {...field("name", name)} label="Name" maxLength={60} />}
  </FormFrame>
);

/** Takes a passkey away. */
export const RemovePasskeyForm = ({ passkeyId, proof }: { passkeyId: string; proof: Proof }) => (
  <ProvenForm
    action={dropPasskey}
    hidden={{ passkey_id: passkeyId }}
    proof={proof}
    label="Remove this passkey"
    busyLabel="Removing …"
    look="danger"
  />
);
