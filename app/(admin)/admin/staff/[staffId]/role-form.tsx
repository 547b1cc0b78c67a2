"use client";

import { SelectField } from "@/components/ui/field";
import type { StaffRole } from "@/lib/access/actor";
import { roleWords } from "@/lib/staff/rules";
import { FormFrame } from "../../form-frame";
import { giveRole } from "../actions";

/** A staff member's role; it holds at their next click. */
export const RoleForm = ({ member, owns }: { member: { id: string; role: StaffRole }; owns: boolean }) => (
  <FormFrame
    action={giveRole}
    names={["role"]}
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
  </FormFrame>
);
