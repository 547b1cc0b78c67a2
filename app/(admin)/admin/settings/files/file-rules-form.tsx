"use client";

import { Check } from "@/components/admin/fields";
import { TextField } from "@/components/ui/field";
import { FormFrame } from "../../form-frame";
import { saveFileRules } from "./actions";

type Props = { refusedEndings: string[]; refusesMacros: boolean; refusesArchivedPrograms: boolean };

/** Which files the firm does not take: endings, macros, archives with programs. */
export const FileRulesForm = (rules: Props) => (
  <FormFrame action={saveFileRules} names={["refused_endings"]} label="Save" busyLabel="Saving …">
    {(field, _nth, picking) => (
      <>
        <TextField
          {...field("refused_endings", rules.refusedEndings.join(" "))}
          label="Endings of files you don’t take"
          hint="With a blank between them, for example 7z rar."
          autoComplete="off"
          spellCheck={false}
        />
        <Check
          name="refuses_macros"
          value="yes"
          defaultChecked={picking("refuses_macros").picked?.includes("yes") ?? rules.refusesMacros}
          label="Refuse documents with macros, also in a ZIP"
        />
        <Check
          name="refuses_archived_programs"
          value="yes"
          defaultChecked={
            picking("refuses_archived_programs").picked?.includes("yes") ?? rules.refusesArchivedPrograms
          }
          label="Refuse archives that contain programs, or that Lodge can’t look into"
        />
      </>
    )}
  </FormFrame>
);
