import { Dialog } from "@/components/admin/dialog";
import { Follows } from "@/components/admin/follows";
import type { Proof } from "../../../../proof-field";
import { DeedDialogForm } from "../../deed";
import { resetFactors } from "../actions";

type Props = { member: { id: string; name: string; email: string }; here: string; proof: Proof };

/** Asks before a colleague's second factors are taken away, with each thing that follows (F4, MF6). */
export function ResetDialog({ member, here, proof }: Props) {
  return (
    <Dialog
      id="factors"
      title="Reset second factors?"
      subject={`${member.name} · ${member.email}`}
      closeHref={here}
    >
      <DeedDialogForm
        deed={{
          action: resetFactors,
          fields: { staff_id: member.id },
          label: "Reset second factors",
          busyLabel: "Resetting …",
          look: "danger",
        }}
        cancelHref={here}
        remark="Written to the audit log."
        proof={proof}
      >
        <Follows
          list={[
            {
              icon: "lock",
              title: "App, recovery codes and passkeys stop working",
              words:
                "For the day a phone is lost. Make sure that it is really your colleague who asks: call them.",
            },
            {
              icon: "sign-out",
              title: "Signed out at once, everywhere",
              words: "Where you ask for a second factor, the next sign-in sets one up anew.",
            },
            { icon: "mail", title: `${member.name} is told by mail`, words: `At ${member.email}.` },
          ]}
        />
      </DeedDialogForm>
    </Dialog>
  );
}
