"use client";

import { Choices, ChoiceLine, ChoiceMore } from "@/components/portal/choices";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { decide } from "./task-actions";
import { TaskForm } from "./task-form";

type Props = { as: string; taskId: string; approved: boolean | undefined; reason: string };

/** Approve, or decline and say why. */
export function ApprovalForm({ as, taskId, approved, reason }: Props) {
  const fields = { verdict: "approve", reason: "reason" };
  return (
    <TaskForm as={as} taskId={taskId} action={decide} fields={fields} className="sec">
      {({ busy, value, error, round }) => {
        const before = approved === undefined ? "" : approved ? "approved" : "declined";
        const verdict = value("verdict", before);
        return (
          <>
            <Choices key={round} legend="Your decision" error={error("verdict")}>
              <ChoiceLine id="approve" name="verdict" value="approved" checked={verdict === "approved"}>
                I approve this
              </ChoiceLine>
              <ChoiceLine id="decline" name="verdict" value="declined" checked={verdict === "declined"}>
                I decline
              </ChoiceLine>
              <ChoiceMore>
                <TextArea
                  id="reason"
                  label="Why?"
                  hint="So that it can be put right."
                  defaultValue={value("reason", reason)}
                  error={error("reason")}
                  maxLength={5_000}
                />
              </ChoiceMore>
            </Choices>
            <div className="act stick">
              <Button look="primary" size="big" wide="phone" busy={busy}>
                {busy ? "Saving …" : "Save this answer"}
              </Button>
            </div>
          </>
        );
      }}
    </TaskForm>
  );
}
