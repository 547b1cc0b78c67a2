"use client";

import { ClientPicker } from "../../choose/client-picker";
import { FormFrame } from "../../form-frame";
import { makeWorkItem } from "../actions";
import { WorkFields } from "../work-fields";

const names = ["client_id", "title", "starts_on", "due_on"];

type Props = { client: { id: string; name: string } | undefined };

/** A new work item: for the client whose page it comes from, else for one that is chosen. */
export const WorkForm = ({ client }: Props) => (
  <FormFrame
    action={makeWorkItem}
    names={names}
    hidden={client ? { client_id: client.id } : {}}
    label="Create work item"
    busyLabel="Creating …"
  >
    {(field, _nth, picking) => (
      <>
        {client ? (
          <div className="field" id="client_id" tabIndex={-1}>
            <span className="lab">Client</span>
            <p>{client.name}</p>
          </div>
        ) : (
          <ClientPicker picking={picking("client_id")} label="Client" hint="Type a part of the name." />
        )}
        <WorkFields field={field} />
      </>
    )}
  </FormFrame>
);
