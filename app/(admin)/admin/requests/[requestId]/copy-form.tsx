"use client";

import { SelectField } from "@/components/admin/fields";
import { Button, ButtonLink } from "@/components/ui/button";
import { RefusalSummary } from "../../refusal-summary";
import { useFormAction } from "../../use-form-action";
import { copy } from "../sent-actions";

type Props = {
  requestId: string;
  workItemId: string;
  work: { id: string; title: string }[];
  cancelHref: string;
};

/** Which work the copy is for: the request's own where that is open. */
export function CopyForm({ requestId, workItemId, work, cancelHref }: Props) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(copy);
  const first = work.some(({ id }) => id === workItemId) ? workItemId : (work[0]?.id ?? "");
  return (
    <form {...form}>
      <div className="body">
        <RefusalSummary refusal={refusal} nth={nth} fields={{ work_item_id: "work_item_id" }} />
        <input type="hidden" name="request_id" value={requestId} />
        <SelectField
          key={nth}
          id="work_item_id"
          label="For which work?"
          defaultValue={typed("work_item_id", first)}
          error={error("work_item_id")}
        >
          {work.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <p className="soft">
          Its words, tasks and recipients are copied into a draft. Answers and documents are not. Nothing is
          sent.
        </p>
      </div>
      <footer>
        <span className="r">
          <ButtonLink href={cancelHref}>Cancel</ButtonLink>
          <Button look="primary" busy={busy}>
            {busy ? "Copying …" : "Copy into a draft"}
          </Button>
        </span>
      </footer>
    </form>
  );
}
