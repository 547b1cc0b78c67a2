"use client";

import type { Proof } from "../../../../../proof-field";
import { ClientPicker } from "../../../choose/client-picker";
import { FormFrame } from "../../../form-frame";
import { StaffProof } from "../../../staff-proof";
import { contactFieldNames, ContactFields } from "../../contact-fields";
import { changeContact } from "../../edit-actions";

type Props = {
  proof: Proof;
  contact: {
    id: string;
    firstName: string;
    lastName: string;
    email: string;
    phone: string;
    version: number;
    clients: { id: string; name: string }[];
  };
};

/** A contact's name, addresses and clients. What another email address ends is said before (DECISIONS 9). */
export const EditContactForm = ({ contact, proof }: Props) => (
  <FormFrame
    action={changeContact}
    names={[...contactFieldNames, "client_ids", "proof"]}
    hidden={{ contact_id: contact.id }}
    version={contact.version}
    label="Save contact"
    busyLabel="Saving …"
    cancelHref={`/admin/contacts/${contact.id}`}
  >
    {(field, _nth, picking) => (
      <>
        <ContactFields
          field={field}
          contact={contact}
          emailHint="Another address ends every link and device made through this one. The person opens the next link at the new address, and the old one gets a notice. If you signed in a while ago, Lodge asks you to confirm it."
        />
        <ClientPicker
          picking={picking("client_ids")}
          label="Clients"
          hint="Whom this person answers for. Type a part of a name to add one."
          several
          chosen={contact.clients}
        />
        <StaffProof proof={{ ...proof, due: false }} error={field("proof").error} />
      </>
    )}
  </FormFrame>
);
