"use client";

import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { FormAction } from "./form-state";
import { RefusalSummary } from "./refusal-summary";
import { useFormAction } from "./use-form-action";

type Field = { id: string; defaultValue: string; error: string | undefined };

type FormFrameProps = {
  action: FormAction;
  /** The fields' names, which are their ids, in the order of the page. */
  names: string[];
  /** What is sent beside the fields. */
  hidden?: Record<string, string>;
  /** The version that is being edited (W12): after a conflict the newer one, so that saving again is knowing. */
  version?: number;
  label: string;
  busyLabel: string;
  cancelHref?: string;
  /** Draws the fields; `field` gives each its id, what stands in it and what is wrong with it. */
  children: (field: (name: string, first?: string) => Field, nth: number) => ReactNode;
};

/** The frame of every small form of the staff side: what was refused, the fields, one filled button. */
export function FormFrame({
  action,
  names,
  hidden = {},
  version,
  label,
  busyLabel,
  cancelHref,
  children,
}: FormFrameProps) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(action);
  const field = (name: string, first = ""): Field => ({
    id: name,
    defaultValue: typed(name, first),
    error: error(name),
  });
  const known =
    version === undefined ? {} : { version: error("version") ?? typed("version", String(version)) };
  return (
    <form {...form} className="form">
      <RefusalSummary
        refusal={refusal}
        nth={nth}
        fields={Object.fromEntries(names.map((name) => [name, name]))}
      />
      {Object.entries({ ...hidden, ...known }).map(([name, value]) => (
        <input key={`${name} ${nth}`} type="hidden" name={name} value={value} />
      ))}
      {children(field, nth)}
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? busyLabel : label}
        </Button>
        {cancelHref ? <ButtonLink href={cancelHref}>Cancel</ButtonLink> : null}
      </div>
    </form>
  );
}
