"use client";

import { SelectField } from "@/components/admin/fields";
import type { StaffRole } from "@/lib/access/actor";
import { roleWords } from "@/lib/staff/rules";
import type { Proof } from "../../../../proof-field";
import { ProvenForm } from "../../proven-form";
import { giveRole } from "../actions";

type Props = { member: { id: string; role: StaffRole }; owns: boolean; proof: Proof };

/** A staff member's role; it holds at their next click. */
export const RoleForm = ({ member, owns, proof }: Props) => (
  <ProvenForm
    action={giveRole}
    names={["role"]}
    proof={proof}
    hidden={{ staff_id: member.id }}
    label="Save role"
    busyLabel="Saving …"
  >
    {(field, nth) => (
      <SelectField key={nth} {...field("role", member.role)} label="Role">
        <option value="member">{roleWords.member}</option>
        <option value="admin">{roleWords.admin}</option>
        {owns ? <option value="owner">{roleWords.owner}</option> : null}
      </SelectField>
    )}
  </ProvenForm>
);
