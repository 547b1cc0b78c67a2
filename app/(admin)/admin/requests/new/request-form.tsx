"use client";

import { TextField } from "@/components/ui/field";
import { FormFrame } from "../../form-frame";
import { makeRequest } from "../actions";

/** The title of a new request. */
export const RequestForm = ({ workItemId }: { workItemId: string }) => (
  <FormFrame
    action={makeRequest}
    names={["title"]}
    hidden={{ work_item_id: workItemId }}
    label="Create request"
    busyLabel="Creating …"
  >
    {(field) => (
      <TextField
        {...field("title")}
        label="Title"
        hint="The subject of the mail, such as “Records for the year-end accounts”. Nothing is sent yet."
        autoComplete="off"
      />
    )}
  </FormFrame>
);
