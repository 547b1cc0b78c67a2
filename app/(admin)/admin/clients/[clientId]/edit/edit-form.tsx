"use client";

import { FormFrame } from "../../../form-frame";
import { clientFieldNames, ClientFields } from "../../client-fields";
import { changeClient } from "../../edit-actions";

type Props = { client: { id: string; name: string; kind: string; version: number } };

/** A client's name and kind. */
export const EditClientForm = ({ client }: Props) => (
  <FormFrame
    action={changeClient}
    names={clientFieldNames}
    hidden={{ client_id: client.id }}
    version={client.version}
    label="Save client"
    busyLabel="Saving …"
    cancelHref={`/admin/clients/${client.id}`}
  >
    {(field, nth) => <ClientFields field={field} nth={nth} name={client.name} kind={client.kind} />}
  </FormFrame>
);
