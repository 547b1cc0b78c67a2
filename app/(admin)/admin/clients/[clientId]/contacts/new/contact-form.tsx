"use client";

import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { RefusalSummary } from "../../../../refusal-summary";
import { useFormAction } from "../../../../use-form-action";
import { addContact } from "../../../actions";

const fields = { first_name: "first_name", last_name: "last_name", email: "email", phone: "phone" };

/** The fields of a new contact. */
export function ContactForm({ clientId }: { clientId: string }) {
  const { form, busy, nth, refusal, typed, error } = useFormAction(addContact);
  const field = (name: keyof typeof fields) => ({
    id: name,
    defaultValue: typed(name),
    error: error(name),
    autoComplete: "off",
  });
  return (
    <form {...form} className="form">
      <RefusalSummary refusal={refusal} nth={nth} fields={fields} />
      <input type="hidden" name="client_id" value={clientId} />
      <TextField {...field("first_name")} label="First name" hint="Mails begin with it." />
      <TextField {...field("last_name")} label="Last name" />
      <TextField
        {...field("email")}
        label="Email"
        hint="Requests go here. A person with several clients has one address, and sees them all in one portal."
        type="email"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField {...field("phone")} label="Phone (optional)" type="tel" />
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Adding …" : "Add contact"}
        </Button>
      </div>
    </form>
  );
}
