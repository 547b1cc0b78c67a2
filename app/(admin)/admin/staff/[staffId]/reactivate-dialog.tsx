import { Dialog } from "@/components/admin/dialog";
import { Follows } from "@/components/admin/follows";
import type { StaffRole } from "@/lib/staff/rules";
import type { Proof } from "../../../../proof-field";
import { DeedDialogForm } from "../../deed";
import { reactivate } from "../actions";

type Props = {
  member: { id: string; name: string; email: string; role: StaffRole };
  here: string;
  proof: Proof;
};

/** Asks before somebody is let back in, and again who asks (F4). */
export function ReactivateDialog({ member, here, proof }: Props) {
  return (
    <Dialog
      id="reactivate"
      title="Reactivate this staff member?"
      subject={`${member.name} · ${member.email}`}
      closeHref={here}
    >
      <DeedDialogForm
        deed={{
          action: reactivate,
          fields: { staff_id: member.id },
          label: "Reactivate",
          busyLabel: "Reactivating …",
          look: "primary",
        }}
        cancelHref={here}
        remark="Written to the audit log."
        proof={proof}
      >
        <Follows
          list={[
            {
              icon: "person",
              title: "Can sign in again",
              words: `With a link mailed to ${member.email}, as ${member.role} like before.`,
            },
            {
              icon: "work",
              title: "What was handed over stays where it is",
              words: "Give work back by choosing the owner of each work item.",
            },
          ]}
        />
      </DeedDialogForm>
    </Dialog>
  );
}
