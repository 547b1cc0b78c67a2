"use client";

import { Fragment } from "react";
import { SelectField } from "@/components/admin/fields";
import { TextField } from "@/components/ui/field";
import { roleWords } from "@/lib/staff/rules";
import type { Proof } from "../../../../proof-field";
import { ProvenForm } from "../../proven-form";
import { invite } from "../actions";

/** Whom to invite, and as what. */
export const InviteForm = ({ owns, proof }: { owns: boolean; proof: Proof }) => (
  <ProvenForm
    action={invite}
    proof={proof}
    names={["name", "email", "role"]}
    label="Send invitation"
    busyLabel="Sending …"
    cancelHref="/admin/staff"
  >
    {(field, nth) => (
      <Fragment key={nth}>
        <TextField {...field("name")} label="Name" hint="Clients read it in mails and on their pages." />
        <TextField
          {...field("email")}
          label="Email address"
          type="email"
          hint="The invitation goes there, and later each link to sign in."
        />
        <SelectField {...field("role", "member")} label="Role">
          <option value="member">{roleWords.member}</option>
          <option value="admin">{roleWords.admin}</option>
          {owns ? <option value="owner">{roleWords.owner}</option> : null}
        </SelectField>
      </Fragment>
    )}
  </ProvenForm>
);
