"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { makeRequest } from "../actions";

/** The title of a new request. */
export function RequestForm({ workItemId }: { workItemId: string }) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(makeRequest);
  return (
    <form {...form} className="form">
      <RefusalSummary refusal={refusal} nth={nth} fields={{ title: "title" }} />
      <input type="hidden" name="work_item_id" value={workItemId} />
      <TextField
        id="title"
        label="Title"
        hint="The subject of the mail, such as “Records for the year-end accounts”. Nothing is sent yet."
        defaultValue={typed("title")}
        error={error("title")}
        autoComplete="off"
      />
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Creating …" : "Create request"}
        </Button>
      </div>
    </form>
  );
}
