"use client";

import { SelectField } from "@/components/admin/fields";
import { TextField } from "@/components/ui/field";
import { FormFrame } from "../../form-frame";
import { makeRequest } from "../actions";

/** Under the title of every new request. */
export const titleHint =
  "The subject of the mail, such as “Records for the year-end accounts”. Nothing is sent yet.";

/** The title of a new request. */
export const RequestForm = ({ workItemId }: { workItemId: string }) => (
  <FormFrame
    action={makeRequest}
    names={["title"]}
    hidden={{ work_item_id: workItemId }}
    label="Create request"
    busyLabel="Creating …"
  >
    {(field) => <TextField {...field("title")} label="Title" hint={titleHint} autoComplete="off" />}
  </FormFrame>
);

type ToProps = {
  contact: { id: string; name: string; email: string };
  work: { id: string; title: string; clientName: string }[];
};

/** A new request to one contact: which work it is for, and its title. */
export const RequestToForm = ({ contact, work }: ToProps) => (
  <FormFrame
    action={makeRequest}
    names={["contact_id", "work_item_id", "title"]}
    hidden={{ contact_id: contact.id, ...(work.length === 1 && work[0] ? { work_item_id: work[0].id } : {}) }}
    label="Create request"
    busyLabel="Creating …"
    cancelHref={`/admin/contacts/${contact.id}`}
  >
    {(field, nth) => (
      <>
        <div className="field" id="contact_id" tabIndex={-1}>
          <span className="lab">To</span>
          <p>
            {contact.name} <span className="soft">{contact.email}</span>
          </p>
        </div>
        {work.length === 1 && work[0] ? (
          <div className="field" id="work_item_id" tabIndex={-1}>
            <span className="lab">Work item</span>
            <p>
              {work[0].title} <span className="soft">{work[0].clientName}</span>
            </p>
          </div>
        ) : (
          <SelectField key={nth} {...field("work_item_id")} label="Work item">
            <option value="">Choose the work</option>
            {[...new Set(work.map((item) => item.clientName))].map((client) => (
              <optgroup key={client} label={client}>
                {work
                  .filter((item) => item.clientName === client)
                  .map((item) => (
                    <option key={item.id} value={item.id}>
                      {item.title}
                    </option>
                  ))}
              </optgroup>
            ))}
          </SelectField>
        )}
        <TextField {...field("title")} label="Title" hint={titleHint} autoComplete="off" />
      </>
    )}
  </FormFrame>
);
