"use client";

import { SelectField } from "@/components/ui/field";
import { FormFrame } from "../../form-frame";
import { makeWorkItem } from "../actions";
import { WorkFields } from "../work-fields";

const names = ["client_id", "title", "starts_on", "due_on"];

type Props = { clients: { id: string; name: string }[]; clientId: string };

/** A new work item; `clientId` is chosen already when it comes from a client's page. */
export const WorkForm = ({ clients, clientId }: Props) => (
  <FormFrame action={makeWorkItem} names={names} label="Create work item" busyLabel="Creating …">
    {(field, nth) => {
      const client = field("client_id", clientId);
      return (
        <>
          <SelectField key={nth} {...client} label="Client" error={client.error && "Choose a client."}>
            <option value="">Choose a client</option>
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <WorkFields field={field} />
        </>
      );
    }}
  </FormFrame>
);
