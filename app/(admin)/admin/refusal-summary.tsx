"use client";

import { ErrorSummary } from "@/components/ui/error-summary";
import type { Refusal } from "./form-state";

type Props = {
  refusal: Refusal | null;
  /** Counts the refusals: the same one twice is read out twice. */
  nth: number;
  /** The ids of the form's fields by their names, in the order of the page. */
  fields?: Record<string, string>;
};

/** Why the form was refused: at its fields where one is to blame, else as a whole. */
export function RefusalSummary({ refusal, nth, fields = {} }: Props) {
  if (!refusal) return null;
  const errors = Object.entries(fields).flatMap(([name, fieldId]) => {
    const message = refusal.fields?.[name];
    return message ? [{ fieldId, message }] : [];
  });
  // a verb's own sentence says more than the words at the field
  const whole = errors.length === 0 || !errors.some(({ message }) => message === refusal.message);
  return <ErrorSummary key={nth} message={whole ? refusal.message : undefined} errors={errors} />;
}
