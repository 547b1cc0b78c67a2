"use client";

import { TextField } from "@/components/ui/field";
import { FormFrame } from "../../form-frame";
import { saveUndoSeconds } from "./actions";

/** For how many seconds what was sent can be taken back. */
export const UndoForm = ({ seconds }: { seconds: number }) => (
  <FormFrame action={saveUndoSeconds} names={["undo_seconds"]} label="Save" busyLabel="Saving …">
    {(field) => (
      <TextField
        {...field("undo_seconds", String(seconds))}
        label="Seconds to undo a sending"
        hint="From 0 to 60. With 0 mails go out at once, and nothing can be undone."
        inputMode="numeric"
        autoComplete="off"
        maxLength={2}
      />
    )}
  </FormFrame>
);
