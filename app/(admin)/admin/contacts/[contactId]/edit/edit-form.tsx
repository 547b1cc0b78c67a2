"use client";

import { Check, SelectField } from "@/components/ui/field";
import { FormFrame } from "../../../form-frame";
import { contactFieldNames, ContactFields } from "../../contact-fields";
import { changeContact } from "../../edit-actions";

type Choice = { id: string; name: string };

type Props = {
  contact: {
    id: string;
    firstName: string;
    lastName: string;
    email: string;
    phone: string;
    version: number;
    clients: Choice[];
  };
  /** The clients that the contact may be added to. */
  others: Choice[];
};

/** A contact's name, addresses and clients. What another email address ends is said before (DECISIONS 9). */
export const EditContactForm = ({ contact, others }: Props) => (
  <FormFrame
    action={changeContact}
    names={[...contactFieldNames, "client_ids"]}
    hidden={{ contact_id: contact.id }}
    version={contact.version}
    label="Save contact"
    busyLabel="Saving …"
    cancelHref={`/admin/contacts/${contact.id}`}
  >
    {(field, nth) => {
      const clients = field("client_ids");
      return (
        <>
          <ContactFields
            field={field}
            contact={contact}
            emailHint="Another address ends every link and device made through this one. The person opens the next link at the new address."
          />
          <fieldset id="client_ids" className={clients.error ? "field bad" : "field"}>
            <legend className="lab">Clients</legend>
            {clients.error ? <p className="err-t">{clients.error}</p> : null}
            <div className="checks">
              {contact.clients.map(({ id, name }) => (
                <Check key={`${id} ${nth}`} name="client_ids" value={id} defaultChecked label={name} />
              ))}
            </div>
          </fieldset>
          {others.length > 0 ? (
            <SelectField key={nth} id="add_client" name="client_ids" label="Add to another client (optional)">
              <option value="">No other client</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          ) : null}
        </>
      );
    }}
  </FormFrame>
);
