"use client";

import { SelectField } from "@/components/admin/fields";
import { TextField } from "@/components/ui/field";
import { ClientPicker } from "../../choose/client-picker";
import { FormFrame } from "../../form-frame";
import { chooseClient, makeRequestForClient } from "../actions";
import { titleHint } from "./request-form";

/** Whom a new request is for: its work and title come next. */
export const ClientOfRequestForm = () => (
  <FormFrame action={chooseClient} names={["client_id"]} label="Go on" busyLabel="Opening …">
    {(_field, _nth, picking) => (
      <ClientPicker picking={picking("client_id")} label="Client" hint="Type a part of the name." />
    )}
  </FormFrame>
);

type Props = {
  client: { id: string; name: string };
  work: { id: string; title: string }[];
  /** The only one who is asked. */
  to: { id: string; name: string } | undefined;
};

/** A new request for a client: the work it hangs on, chosen or made here, and its title. */
export const RequestForClientForm = ({ client, work, to }: Props) => (
  <FormFrame
    action={makeRequestForClient}
    names={["client_id", "work_item_id", "new_work", "title"]}
    hidden={{
      client_id: client.id,
      ...(to ? { contact_id: to.id } : {}),
      ...(work.length === 0 ? { work_item_id: "new" } : {}),
    }}
    label="Create request"
    busyLabel="Creating …"
    cancelHref={`/admin/clients/${client.id}?tab=requests`}
  >
    {(field, nth) => (
      <div className="onway">
        <div className="field" id="client_id" tabIndex={-1}>
          <span className="lab">Client</span>
          <p>
            {client.name} {to ? <span className="soft">to {to.name}</span> : null}
          </p>
        </div>
        {work.length > 0 ? (
          <SelectField
            key={nth}
            {...field("work_item_id", work.length === 1 ? work[0]?.id : "")}
            label="Work item"
          >
            <option value="">Choose the work</option>
            {work.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            <option value="new">A new work item …</option>
          </SelectField>
        ) : null}
        <div className={work.length > 0 ? "only-new" : undefined}>
          <TextField
            {...field("new_work")}
            label="New work item"
            hint="The job that the request belongs to, such as “Year-end accounts 2026”. You own it."
            autoComplete="off"
          />
        </div>
        <TextField {...field("title")} label="Title" hint={titleHint} autoComplete="off" />
      </div>
    )}
  </FormFrame>
);
