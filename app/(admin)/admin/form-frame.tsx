"use client";

import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { FormAction, Found } from "./form-state";
import { RefusalSummary } from "./refusal-summary";
import { useFormAction } from "./use-form-action";
import { useSeen } from "./use-seen";

export type Field = { id: string; defaultValue: string; error: string | undefined };

/** What a choice of clients needs to know of its form. */
export type Picking = {
  id: string;
  error: string | undefined;
  nth: number;
  /** What was chosen when the form was last sent. */
  picked: string[] | undefined;
  found: Found | undefined;
};

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
  look?: "primary" | "danger";
  cancelHref?: string;
  /** Draws the fields; `field` gives each its id, what stands in it and what is wrong with it. */
  children: (
    field: (name: string, first?: string) => Field,
    nth: number,
    picking: (name: string) => Picking,
  ) => ReactNode;
};

/** The frame of every small form of the staff side: what was refused, the fields, one filled button. */
export function FormFrame({
  action,
  names,
  hidden = {},
  version,
  label,
  busyLabel,
  look = "primary",
  cancelHref,
  children,
}: FormFrameProps) {
  const { form, busy, nth, typing, refusal, typed, error, picked, found } = useFormAction(action);
  const told = error("version") ?? typed("version");
  const seen = useSeen(version ?? 0, told === "" ? null : Number(told), nth, typing);
  const field = (name: string, first = ""): Field => ({
    id: name,
    defaultValue: typed(name, first),
    error: error(name),
  });
  const picking = (name: string): Picking => ({
    id: name,
    error: error(name),
    nth,
    picked: picked(name),
    found,
  });
  const known = version === undefined ? {} : { version: String(seen) };
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
      {children(field, nth, picking)}
      <div className="btn-row">
        <Button look={look} busy={busy}>
          {busy ? busyLabel : label}
        </Button>
        {cancelHref ? <ButtonLink href={cancelHref}>Cancel</ButtonLink> : null}
      </div>
    </form>
  );
}
