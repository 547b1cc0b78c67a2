"use client";

import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { makeCodes } from "../factor-actions";
import { ProofField, type Proof } from "../../../proof-field";
import { CopyButton } from "../../../copy-button";

type Props = { as: string; proof: Proof; anew: boolean };

/** Makes recovery codes and shows them, this once; it works without a script too. */
export function CodesForm({ as, proof, anew }: Props) {
  const [result, send, busy] = useActionState(makeCodes, null);
  if (result?.ok) return <Codes codes={result.data} />;
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

function Codes({ codes }: { codes: string[] }) {
  return (
    <>
      <Note kind="good" live>
        Here they are, this once. Print them or write them down, and keep them where you keep your passport.
      </Note>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="btn-row after">
        <CopyButton text={codes.join("\n")} />
        <ButtonLink href="/devices#login" look="primary">
          I have kept them
        </ButtonLink>
      </p>
    </>
  );
}
