"use client";

import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { Proof } from "../../../../proof-field";
import { StaffProof } from "../../staff-proof";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { wipeContact } from "../actions";

type Props = {
  contactId: string;
  fullName: string;
  cancelHref: string;
  proof: Proof;
  children: ReactNode;
};

/** The inside of the dialog that erases: what follows, the contact's name to be typed, the deed and the way back. */
export function EraseForm({ contactId, fullName, cancelHref, proof, children }: Props) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(wipeContact);
  return (
    <form {...form}>
      <div className="body">
        <RefusalSummary refusal={refusal} nth={nth} fields={{ name: "erase-name", proof: "proof" }} />
        {children}
        <TextField
          key={nth}
          id="erase-name"
          name="name"
          label={`Type ${fullName} to confirm`}
          hint="Nobody can undo this."
          error={error("name")}
          defaultValue={typed("name")}
          autoComplete="off"
          autoCapitalize="words"
          spellCheck={false}
        />
        <StaffProof key={`proof ${String(nth)}`} proof={proof} error={error("proof")} />
      </div>
      <input type="hidden" name="contact_id" value={contactId} />
      <footer>
        <span className="soft tiny">Written to the audit log, without the name.</span>
        <span className="r">
          <ButtonLink href={cancelHref}>Cancel</ButtonLink>
          <Button look="danger" busy={busy}>
            {busy ? "Erasing …" : "Erase for good"}
          </Button>
        </span>
      </footer>
    </form>
  );
}
