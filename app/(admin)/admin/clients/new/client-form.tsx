"use client";

import { FormFrame } from "../../form-frame";
import { makeClient } from "../actions";
import { clientFieldNames, ClientFields } from "../client-fields";

/** A new client. */
export const ClientForm = () => (
  <FormFrame action={makeClient} names={clientFieldNames} label="Create client" busyLabel="Creating …">
    {(field, nth) => <ClientFields field={field} nth={nth} />}
  </FormFrame>
);
