"use client";

import { StaffProof } from "../../../staff-proof";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { useKeptAction } from "../../../../../kept-action";
import { RecoveryCodes } from "../../../../../recovery-codes";
import type { Proof } from "../../../../../proof-field";
import { makeCodes } from "../actions";

/** Makes recovery codes and shows them, this once; it works without a script too. */
export function CodesForm({ proof, anew }: { proof: Proof; anew: boolean }) {
  const [result, send, busy] = useKeptAction(makeCodes);
  if (result?.ok) return <RecoveryCodes codes={result.data} href="/admin/settings/sign-in" />;
  const error = result?.fields?.["proof"];
  return (
    <form action={send} noValidate className="form after">
      {result ? (
        <ErrorSummary
          message={error ? undefined : result.message}
          errors={error ? [{ fieldId: "proof", message: error }] : []}
        />
      ) : null}
      <StaffProof proof={proof} error={error} />
      <p className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Making them …" : anew ? "Make new recovery codes" : "Make my recovery codes"}
        </Button>
      </p>
    </form>
  );
}
