"use client";

import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { makeClient } from "../actions";

/** The fields of a new client. */
export function ClientForm() {
  const { form, busy, nth, refusal, typed, error } = useFormAction(makeClient);
  return (
    <form {...form} className="form">
      <RefusalSummary refusal={refusal} nth={nth} fields={{ name: "name", kind: "kind" }} />
      <TextField
        id="name"
        label="Name"
        hint="As it stands on letters and mails to the client."
        defaultValue={typed("name")}
        error={error("name")}
        autoComplete="off"
      />
      <SelectField
        key={nth}
        id="kind"
        label="Kind"
        defaultValue={typed("kind", "company")}
        error={error("kind")}
      >
        <option value="company">Company</option>
        <option value="person">Person</option>
      </SelectField>
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Creating …" : "Create client"}
        </Button>
      </div>
    </form>
  );
}
