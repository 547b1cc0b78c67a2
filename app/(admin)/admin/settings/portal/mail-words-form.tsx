"use client";

import { Check } from "@/components/admin/fields";
import { FormFrame } from "../../form-frame";
import { saveMailWords } from "./actions";

/** Whether mails carry the words of comments and answers. */
export const MailWordsForm = ({ carry }: { carry: boolean }) => (
  <FormFrame action={saveMailWords} names={[]} label="Save mails" busyLabel="Saving …">
    {(_field, _nth, picking) => (
      <Check
        name="carry"
        value="yes"
        defaultChecked={picking("carry").picked?.includes("yes") ?? carry}
        label="Mails carry the words of comments"
      />
    )}
  </FormFrame>
);
