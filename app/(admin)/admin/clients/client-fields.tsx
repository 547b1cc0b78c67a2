import { SelectField } from "@/components/admin/fields";
import { TextField } from "@/components/ui/field";
import { kindWords } from "@/lib/clients/rules";

type Field = (
  name: string,
  first?: string,
) => { id: string; defaultValue: string; error: string | undefined };

/** The names of a client's fields, in the order of the page. */
export const clientFieldNames = ["name", "kind"];

/** What a client is asked about: when it is made, and when it is edited. */
export function ClientFields({
  field,
  nth,
  name,
  kind = "company",
}: {
  field: Field;
  nth: number;
  name?: string;
  kind?: string;
}) {
  return (
    <>
      <TextField
        {...field("name", name)}
        label="Name"
        hint="As it stands on letters and mails to the client."
        autoComplete="off"
      />
      <SelectField key={nth} {...field("kind", kind)} label="Kind">
        {Object.entries(kindWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
    </>
  );
}
