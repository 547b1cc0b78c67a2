import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import { Note } from "@/components/ui/note";
import { proofWanted } from "@/lib/factors/prove-again";
import { mayEraseContact } from "@/lib/contacts/rules";
import { EraseForm } from "./erase-form";
import type { OfContact } from "./tab";

const follows = (firstName: string): Follow[] => [
  {
    icon: "person",
    title: "Name, email address and telephone number go",
    words: "Everywhere they stood, it says “Erased contact” from then on.",
  },
  {
    icon: "lock",
    title: "Login, devices and links go",
    words: "With passkeys, recovery codes and the list of who opened what, and from where.",
  },
  {
    icon: "mail-failed",
    title: "The texts and addresses of mails go",
    words: "Only that something was mailed, and when, is kept.",
  },
  {
    icon: "file",
    title: "Answers, files and comments stay",
    words: `They belong to your client's records. Where ${firstName} or your staff wrote a name into a text or a file, it stays.`,
  },
  {
    icon: "clock",
    title: "The audit log stays, without personal data",
    words: "It keeps what happened and when. The network addresses are blanked.",
  },
];

/** Asks before a contact is erased: what goes, what stays, and the name typed (C2). */
export async function EraseDialog({ seen }: { seen: OfContact }) {
  const { staff, contact, fullName, here } = seen;
  const allowed = mayEraseContact(contact);
  return (
    <Dialog
      id="erase"
      title="Erase this contact for good?"
      subject={`${fullName} · ${contact.email}`}
      closeHref={here}
    >
      {allowed.ok ? (
        <EraseForm
          contactId={contact.id}
          fullName={fullName}
          cancelHref={here}
          proof={await proofWanted(staff)}
        >
          <Follows list={follows(contact.firstName)} />
        </EraseForm>
      ) : (
        <div className="body">
          <Note kind="plain">{allowed.reason}</Note>
        </div>
      )}
    </Dialog>
  );
}
