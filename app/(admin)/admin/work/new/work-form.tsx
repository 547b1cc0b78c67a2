"use client";

import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { makeWorkItem } from "../actions";

const fields = { client_id: "client_id", title: "title", starts_on: "starts_on", due_on: "due_on" };

/** The fields of a new work item; `clientId` is chosen already when it comes from a client's page. */
export function WorkForm({
  clients,
  clientId,
}: {
  clients: { id: string; name: string }[];
  clientId: string;
}) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(makeWorkItem);
  return (
    <form {...form} className="form">
      <RefusalSummary refusal={refusal} nth={nth} fields={fields} />
      <SelectField
        key={nth}
        id="client_id"
        label="Client"
        defaultValue={typed("client_id", clientId)}
        error={error("client_id") && "Choose a client."}
      >
        <option value="">Choose a client</option>
        {clients.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        id="title"
        label="Title"
        hint="The client sees it, such as “Year-end accounts 2026”."
        defaultValue={typed("title")}
        error={error("title")}
        autoComplete="off"
      />
      <div className="two-fields">
        <TextField
          id="starts_on"
          label="Start (optional)"
          type="date"
          defaultValue={typed("starts_on")}
          error={error("starts_on")}
        />
        <TextField
          id="due_on"
          label="Due (optional)"
          type="date"
          defaultValue={typed("due_on")}
          error={error("due_on")}
        />
      </div>
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Creating …" : "Create work item"}
        </Button>
      </div>
    </form>
  );
}
