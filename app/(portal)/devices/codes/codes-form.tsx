"use client";

import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { useKeptAction } from "../../../kept-action";
import { makeCodes } from "../factor-actions";
import { ProofField, type Proof } from "../../../proof-field";
import { RecoveryCodes } from "../../../recovery-codes";

type Props = { as: string; proof: Proof; anew: boolean };

/** Makes recovery codes and shows them, this once; it works without a script too. */
export function CodesForm({ as, proof, anew }: Props) {
  const [result, send, busy] = useKeptAction(makeCodes);
  if (result?.ok) return <RecoveryCodes codes={result.data} href="/devices#login" />;
  const error = result?.fields?.["proof"];
  return (
    <form action={send} noValidate className="after">
      {result ? (
        <ErrorSummary
          message={error ? undefined : result.message}
          errors={error ? [{ fieldId: "proof", message: error }] : []}
        />
      ) : null}
      <input type="hidden" name="as" value={as} />
      <ProofField proof={proof} error={error} />
      <p className="after">
        <Button look="primary" size="big" wide="phone" busy={busy}>
          {busy ? "Making them …" : anew ? "Make new recovery codes" : "Make my recovery codes"}
        </Button>
      </p>
    </form>
  );
}
