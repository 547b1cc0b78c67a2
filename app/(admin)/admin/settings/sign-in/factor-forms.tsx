"use client";

import type { ReactNode } from "react";
import { TextField } from "@/components/ui/field";
import { ProofField, type Proof } from "../../../../proof-field";
import { FormFrame } from "../../form-frame";
import type { FormAction } from "../../form-state";
import { addApp, dropPasskey, namePasskey, removeApp } from "./actions";

const back = "/admin/settings/sign-in";

type ProvenProps = {
  action: FormAction;
  hidden?: Record<string, string>;
  proof: Proof;
  label: string;
  busyLabel: string;
  cancelHref?: string;
  look?: "primary" | "danger";
  names?: string[];
  children?: (
    field: (name: string, first?: string) => { id: string; error: string | undefined },
  ) => ReactNode;
};

/** A form whose act asks again who is there. */
export function ProvenForm({ proof, names = [], children, ...frame }: ProvenProps) {
  return (
    <FormFrame names={[...names, "proof"]} {...frame}>
      {(field) => (
        <>
          {children?.(field)}
          <ProofField proof={proof} error={field("proof").error} staff />
        </>
      )}
    </FormFrame>
  );
}

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
