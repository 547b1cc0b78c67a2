import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import { devicesOf } from "@/lib/devices/queries";
import { plural } from "@/lib/format";
import { DeedDialogForm } from "../../deed";
import { removeContact } from "../actions";
import type { OfContact } from "./tab";

/** Asks before a contact is deleted, with each thing that follows (A13, DECISIONS 9). */
export async function DeleteDialog({ seen }: { seen: OfContact }) {
  const { staff, contact, fullName, here } = seen;
  const live = (await devicesOf(staff, contact.id)).filter((device) => device.live).length;
  const follows: Follow[] = [
    {
      icon: "sign-out",
      title:
        live > 0 ? `${plural(live, "device is", "devices are")} signed out at once` : "No device is in now",
      words: "What is open on a screen can no longer be sent.",
    },
    {
      icon: "lock",
      title: "Every link mailed so far is closed for good",
      words: "A restore does not open them again.",
    },
    {
      icon: "mail-failed",
      title: "Nothing more is mailed",
      words: `Requests pass ${contact.firstName} over until a restore. One that nobody else was asked waits until you choose somebody.`,
    },
    {
      icon: "file",
      title: "Answers, files and comments stay",
      words: "They belong to the work. You can restore the contact at any time.",
    },
  ];
  return (
    <Dialog
      id="delete"
      title="Delete this contact?"
      subject={`${fullName} · ${contact.email}`}
      closeHref={here}
    >
      <DeedDialogForm
        deed={{
          action: removeContact,
          fields: { contact_id: contact.id },
          label: "Delete contact",
          busyLabel: "Deleting …",
          look: "danger",
        }}
        cancelHref={here}
        remark="Written to the audit log."
      >
        <Follows list={follows} />
      </DeedDialogForm>
    </Dialog>
  );
}
