import { DayField } from "@/components/ui/day-field";
import { TextField } from "@/components/ui/field";

type Field = (
  name: string,
  first?: string,
) => { id: string; defaultValue: string; error: string | undefined };

/** A work item's title and days: when it is made, and when it is edited. */
export function WorkFields({
  field,
  work = { title: "", startsOn: null, dueOn: null },
}: {
  field: Field;
  work?: { title: string; startsOn: string | null; dueOn: string | null };
}) {
  return (
    <>
      <TextField
        {...field("title", work.title)}
        label="Title"
        hint="The client sees it, such as “Year-end accounts 2026”."
        autoComplete="off"
      />
      <div className="two-fields">
        <DayField {...field("starts_on", work.startsOn ?? "")} label="Start (optional)" />
        <DayField {...field("due_on", work.dueOn ?? "")} label="Due (optional)" />
      </div>
    </>
  );
}
