"use client";

import type { ReactNode } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { ActionResult } from "@/lib/actions";
import { useKeptAction } from "../../kept-action";
import { ProofField, type Proof } from "../../proof-field";

type Result = ActionResult<string> | null;

type Props = {
  as: string;
  action: (last: Result, form: FormData) => Promise<Result>;
  hidden?: Record<string, string>;
  proof?: Proof;
  /** Ids of the fields that can be wrong, by name. */
  fields: Record<string, string>;
  children: (told: { busy: boolean; error: (name: string) => string | undefined }) => ReactNode;
};

/** A form that changes how somebody logs in: what was wrong on top, the fields, the proof where it is asked for. */
export function FactorForm({ as, action, hidden = {}, proof, fields, children }: Props) {
  const [result, send, busy] = useKeptAction(action);
  const refused = result?.ok === false ? result : undefined;
  const ids = { ...fields, proof: "proof" };
  const errors = Object.entries(ids).flatMap(([name, fieldId]) => {
    const message = refused?.fields?.[name];
    return message ? [{ fieldId, message }] : [];
  });
  return (
    <form action={send} noValidate className="factor after">
      {refused ? (
        <ErrorSummary message={errors.length > 0 ? undefined : refused.message} errors={errors} />
      ) : null}
      <input type="hidden" name="as" value={as} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ProofField proof={proof} error={refused?.fields?.["proof"]} />
      {children({ busy, error: (name) => refused?.fields?.[name] })}
    </form>
  );
}
