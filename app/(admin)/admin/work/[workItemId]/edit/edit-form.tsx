"use client";

import { SelectField } from "@/components/admin/fields";
import { statusWords } from "@/lib/work-items/rules";
import { FormFrame } from "../../../form-frame";
import { changeWorkItem } from "../../edit-actions";
import { WorkFields } from "../../work-fields";

const names = ["title", "starts_on", "due_on", "owner_id", "status"];

type Props = {
  work: {
    id: string;
    title: string;
    startsOn: string | null;
    dueOn: string | null;
    ownerId: string;
    status: string;
    version: number;
  };
  owners: { id: string; name: string }[];
};

/** A work item's title, days, owner and status. Completing is a button of its page, since it asks first (W8). */
export const EditWorkForm = ({ work, owners }: Props) => (
  <FormFrame
    action={changeWorkItem}
    names={names}
    hidden={{ work_item_id: work.id }}
    version={work.version}
    label="Save work item"
    busyLabel="Saving …"
    cancelHref={`/admin/work/${work.id}`}
  >
    {(field, nth) => (
      <>
        <WorkFields field={field} work={work} />
        <SelectField key={`owner ${nth}`} {...field("owner_id", work.ownerId)} label="Owner">
          {owners.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField key={`status ${nth}`} {...field("status", work.status)} label="Status">
          {Object.entries(statusWords)
            .filter(([value]) => value !== "completed")
            .map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
        </SelectField>
      </>
    )}
  </FormFrame>
);
