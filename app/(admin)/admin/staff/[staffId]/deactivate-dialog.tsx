import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import { Note } from "@/components/ui/note";
import { SelectField } from "@/components/admin/fields";
import { plural } from "@/lib/format";
import type { Proof } from "../../../../proof-field";
import { DeedDialogForm } from "../../deed";
import { deactivate } from "../actions";

type Props = {
  member: { id: string; name: string; email: string; toHandOver: number; openRequests: number; keys: number };
  others: { id: string; name: string }[];
  here: string;
  proof: Proof;
};

/**
 * Asks before somebody is deactivated, says what follows, who takes over what is on their desk if anything is, and again who asks (F4).
 */
export function DeactivateDialog({ member, others, here, proof }: Props) {
  const handsOver = member.toHandOver + member.openRequests > 0;
  const follows: Follow[] = [
    {
      icon: "sign-out",
      title: "Signed out at once, everywhere",
      words: "Links mailed to them open nothing any more.",
    },
    handsOver
      ? {
          icon: "work",
          title: `${plural(member.toHandOver, "open work item")} and ${plural(member.openRequests, "open request")} change hands`,
          words: "Clients then read the new name, and mails about comments go there.",
        }
      : { icon: "work", title: "Nothing to hand over", words: "No open work and no open request is theirs." },
    ...(member.keys > 0
      ? [
          {
            icon: "lock" as const,
            title: `${plural(member.keys, "API key is", "API keys are")} revoked`,
            words: "Programs that act in this name stop.",
          },
        ]
      : []),
    {
      icon: "file",
      title: "What they wrote and sent stays",
      words: "You can reactivate them at any time.",
    },
  ];
  return (
    <Dialog
      id="deactivate"
      title="Deactivate this staff member?"
      subject={`${member.name} · ${member.email}`}
      closeHref={here}
    >
      {handsOver && others.length === 0 ? (
        <div className="body">
          <Note kind="late">Nobody else is active who could take the work over. Invite somebody first.</Note>
        </div>
      ) : (
        <DeedDialogForm
          deed={{
            action: deactivate,
            fields: { staff_id: member.id },
            label: "Deactivate",
            busyLabel: "Deactivating …",
            look: "danger",
          }}
          cancelHref={here}
          remark="Written to the audit log."
          proof={proof}
        >
          <Follows list={follows} />
          {handsOver ? (
            <SelectField id="hand_to" label="Who takes the work over" defaultValue="">
              <option value="" disabled>
                Choose somebody
              </option>
              {others.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </SelectField>
          ) : null}
        </DeedDialogForm>
      )}
    </Dialog>
  );
}
