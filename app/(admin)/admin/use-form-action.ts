"use client";

import { useActionState, useState, type SubmitEvent } from "react";
import { keptAction } from "../../kept-action";
import { refusedAgain, type FormAction, type FormState } from "./form-state";

/**
 * A form of the staff side: what to put on `<form>`, whether it is under way, and what to give back to its
 * fields after a refusal. A second press while it is under way does nothing; while something is typed into it an open
 * page does not read itself anew.
 */
export function useFormAction(action: FormAction) {
  const [state, send, busy] = useActionState(keptAction<FormState | null>(action, refusedAgain), null);
  const refusal = state?.refusal ?? null;
  const nth = state?.nth ?? 0;
  const [touched, setTouched] = useState(-1);
  const typing = touched === nth;
  const values = refusal ? refusal.values : state?.found?.values;
  return {
    form: {
      action: send,
      noValidate: true,
      "data-unsaved": typing ? "" : undefined,
      onInput: () => {
        setTouched(nth);
      },
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        if (busy) event.preventDefault();
        else setTouched(-1);
      },
    },
    busy,
    nth,
    /** Something was typed since the last answer. */
    typing,
    refusal,
    /** What was typed into a field before the answer, else what it begins with. */
    typed: (name: string, first = ""): string => values?.[name] ?? first,
    /** The values of a field that may have several; undefined before the first answer. */
    picked: (name: string): string[] | undefined =>
      values && (values[name] ?? "").split("\n").filter(Boolean),
    found: state?.found,
    error: (name: string): string | undefined => refusal?.fields?.[name],
  };
}
