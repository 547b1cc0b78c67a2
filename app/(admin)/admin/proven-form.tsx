"use client";

import type { ReactNode } from "react";
import type { Proof } from "../../proof-field";
import { FormFrame, type Field } from "./form-frame";
import type { FormAction } from "./form-state";
import { StaffProof } from "./staff-proof";

type ProvenProps = {
  action: FormAction;
  hidden?: Record<string, string>;
  proof: Proof;
  label: string;
  busyLabel: string;
  cancelHref?: string;
  look?: "primary" | "danger";
  names?: string[];
  children?: (field: (name: string, first?: string) => Field, nth: number) => ReactNode;
};

/** A form whose act asks again who is there. */
export function ProvenForm({ proof, names = [], children, ...frame }: ProvenProps) {
  return (
    <FormFrame names={[...names, "proof"]} {...frame}>
      {(field, nth) => (
        <>
          {children?.(field, nth)}
          <StaffProof proof={proof} error={field("proof").error} />
        </>
      )}
    </FormFrame>
  );
}
