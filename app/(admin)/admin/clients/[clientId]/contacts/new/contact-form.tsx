"use client";

import { contactFieldNames, ContactFields } from "../../../../contacts/contact-fields";
import { FormFrame } from "../../../../form-frame";
import { addContact } from "../../../actions";

const emailHint =
  "Requests go here. A person with several clients has one address, and sees them all in one portal.";

/** A new contact. */
export const ContactForm = ({ clientId }: { clientId: string }) => (
  <FormFrame
    action={addContact}
    names={contactFieldNames}
    hidden={{ client_id: clientId }}
    label="Add contact"
    busyLabel="Adding …"
  >
    {(field) => <ContactFields field={field} emailHint={emailHint} />}
  </FormFrame>
);
