"use client";

import type { Proof } from "../../../../proof-field";
import { ProvenForm } from "../../proven-form";
import { chooseSecondFactor } from "./actions";

/** One press turns it on or off. */
export const SecondFactorForm = ({ on, proof }: { on: boolean; proof: Proof }) => (
  <ProvenForm
    action={chooseSecondFactor}
    hidden={{ wants: on ? "no" : "yes" }}
    proof={proof}
    label={on ? "Stop asking staff for a second factor" : "Ask staff for a second factor"}
    busyLabel="Saving …"
    look={on ? "danger" : "primary"}
  />
);
