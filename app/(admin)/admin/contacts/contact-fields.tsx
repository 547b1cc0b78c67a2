import { TextField } from "@/components/ui/field";

type Field = (
  name: string,
  first?: string,
) => { id: string; defaultValue: string; error: string | undefined };

/** The names of a contact's fields, in the order of the page. */
export const contactFieldNames = ["first_name", "last_name", "email", "phone"];

type Props = {
  field: Field;
  contact?: { firstName: string; lastName: string; email: string; phone: string };
  emailHint: string;
};

const nobody = { firstName: "", lastName: "", email: "", phone: "" };

/** What a contact is asked about: when it is made, and when it is edited. */
export function ContactFields({ field, contact = nobody, emailHint }: Props) {
  return (
    <>
      <TextField
        {...field("first_name", contact.firstName)}
        label="First name"
        hint="Mails begin with it."
        autoComplete="off"
      />
      <TextField {...field("last_name", contact.lastName)} label="Last name" autoComplete="off" />
      <TextField
        {...field("email", contact.email)}
        label="Email"
        hint={emailHint}
        type="email"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <TextField {...field("phone", contact.phone)} label="Phone (optional)" type="tel" autoComplete="off" />
    </>
  );
}
