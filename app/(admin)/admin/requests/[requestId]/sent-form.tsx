"use client";

import { Check } from "@/components/admin/fields";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { DayField } from "@/components/ui/day-field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { useSeen } from "../../use-seen";
import { saveSent } from "../sent-actions";
import { Recipients, type Person } from "./recipients";

export type SentFields = {
  requestId: string;
  title: string;
  note: string;
  dueOn: string;
  needsReview: boolean;
  version: number;
  clientId: string;
  people: Person[];
};

const at = { title: "title", note: "note", due_on: "due_on", recipient_ids: "recipients" };

/** Changes a request that was sent: its words, recipients, due day and review. Folded until somebody wants it. */
export function SentForm({ requestId, people, clientId, version, ...saved }: SentFields) {
  const { form, busy, nth, typing, refusal, typed, picked, error } = useFormAction(saveSent);
  const told = error("version") ?? typed("version");
  const seen = useSeen(version, told === "" ? null : Number(told), nth, typing);
  return (
    <details className="reply" open={refusal !== null}>
      <summary>Change this request</summary>
      <form {...form} className="form" key={nth}>
        <RefusalSummary refusal={refusal} nth={nth} fields={at} />
        <input type="hidden" name="request_id" value={requestId} />
        <input type="hidden" name="version" value={seen} />
        <TextField
          id="title"
          label="Title"
          maxLength={200}
          defaultValue={typed("title", saved.title)}
          error={error("title")}
        />
        <TextArea
          id="note"
          label="Note (optional)"
          rows={3}
          defaultValue={typed("note", saved.note)}
          error={error("note")}
        />
        <Recipients
          people={people}
          chosen={refusal ? (picked("recipient_ids") ?? []) : null}
          clientId={clientId}
          error={error("recipient_ids")}
        />
        <DayField
          id="due_on"
          label="Due"
          defaultValue={typed("due_on", saved.dueOn)}
          error={error("due_on")}
        />
        <Check
          name="needs_review"
          defaultChecked={refusal ? typed("needs_review") === "on" : saved.needsReview}
          label="Look at each answer before it counts as done"
        />
        <p className="soft tiny">
          Lodge tells the recipients in one mail that you changed it, and mails whom you add at once.
        </p>
        <div className="btn-row">
          <Button size="sm" busy={busy}>
            {busy ? "Saving …" : "Save changes"}
          </Button>
        </div>
      </form>
    </details>
  );
}
