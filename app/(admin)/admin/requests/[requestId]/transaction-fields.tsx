"use client";

import { Check, SelectField } from "@/components/admin/fields";
import { DayField } from "@/components/ui/day-field";
import { TextArea, TextField } from "@/components/ui/field";
import type { TaskText } from "@/lib/tasks/task-text";
import type { TaskFieldsOf } from "./task-fields";

type Asked = { id: string; defaultValue: string; error: string | undefined };
type Props = TaskFieldsOf & { asked: (name: keyof TaskText) => Asked };

/** What the bank shows of a transaction, and what is asked about it. */
export function TransactionFields({ text, asked }: Props) {
  return (
    <>
      <div className="two-fields">
        <DayField {...asked("date")} label="Date" />
        <TextField {...asked("payee")} label="Payee" autoComplete="off" />
      </div>
      <div className="amount-fields">
        <TextField
          {...asked("amount")}
          label="Amount"
          hint="1,234.56"
          inputMode="decimal"
          autoComplete="off"
        />
        <TextField
          {...asked("currency")}
          defaultValue={text("currency") || "GBP"}
          label="Currency"
          hint="Three letters"
          maxLength={3}
          autoComplete="off"
        />
        <SelectField {...asked("direction")} label="Direction" hint="Of the money">
          <option value="out">Out</option>
          <option value="in">In</option>
        </SelectField>
      </div>
      <div className="two-fields">
        <TextField {...asked("account")} label="Account" autoComplete="off" />
        <TextField {...asked("bank_text")} label="The bank’s text (optional)" autoComplete="off" />
      </div>
      <TextArea
        {...asked("categories")}
        label="Categories to choose from"
        hint="One a line. “I'm not sure, ask me” is added at the end."
        rows={4}
      />
      <div className="checks">
        <Check
          name="task_explanation"
          defaultChecked={text("explanation") === "on"}
          label="Ask for an explanation"
        />
        <Check name="task_receipt" defaultChecked={text("receipt") === "on"} label="Ask for a receipt" />
      </div>
    </>
  );
}
