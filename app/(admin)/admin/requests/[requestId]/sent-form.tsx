"use client";

import { Button } from "@/components/ui/button";
import { Check } from "@/components/admin/fields";
import { DayField } from "@/components/ui/day-field";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { saveSent } from "../sent-actions";
import { useSeen } from "../../use-seen";

type Props = { requestId: string; dueOn: string; needsReview: boolean; version: number };

/** What may still change of a request that was sent: its due day and the review. */
export function SentForm({ requestId, dueOn, needsReview, version }: Props) {
  const { form, busy, nth, typing, refusal, typed, error } = useFormAction(saveSent);
  const told = error("version") ?? typed("version");
  const seen = useSeen(version, told === "" ? null : Number(told), nth, typing);
  return (
    <form {...form} className="form">
      <RefusalSummary refusal={refusal} nth={nth} fields={{ due_on: "due_on" }} />
      <input type="hidden" name="request_id" value={requestId} />
      <input type="hidden" name="version" value={seen} />
      <DayField id="due_on" label="Due" defaultValue={typed("due_on", dueOn)} error={error("due_on")} />
      <Check
        key={nth}
        name="needs_review"
        defaultChecked={refusal ? typed("needs_review") === "on" : needsReview}
        label="Look at each answer before it counts as done"
      />
      <div className="btn-row">
        <Button size="sm" busy={busy}>
          {busy ? "Saving …" : "Save changes"}
        </Button>
      </div>
    </form>
  );
}
