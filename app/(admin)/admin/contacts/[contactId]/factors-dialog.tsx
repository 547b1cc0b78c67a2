import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import type { FactorsOf } from "@/lib/factors/queries";
import { plural } from "@/lib/format";
import type { Proof } from "../../../../proof-field";
import { DeedDialogForm } from "../../deed";
import { switchTwoFactorOff, takePasskeys } from "../factor-actions";
import type { OfContact } from "./tab";

type Props = { seen: OfContact; factors: FactorsOf; which: "app" | "passkeys"; proof: Proof };

const deeds = {
  app: {
    title: "Deactivate two-factor authentication?",
    action: switchTwoFactorOff,
    label: "Deactivate two-factor authentication",
    busyLabel: "Deactivating …",
  },
  passkeys: {
    title: "Remove all passkeys?",
    action: takePasskeys,
    label: "Remove passkeys",
    busyLabel: "Removing …",
  },
};

/** Asks before second factors are taken away, with each thing that follows (L11, MF6). */
export function FactorsDialog({ seen, factors, which, proof }: Props) {
  const { contact, fullName, here } = seen;
  const { title, ...deed } = deeds[which];
  const follows: Follow[] = [
    which === "app"
      ? {
          icon: "lock",
          title: "The authenticator app and the recovery codes stop working",
          words: "For the day a phone is lost. Make sure that it is really the client who asks: call them.",
        }
      : {
          icon: "passkey",
          title: `${plural(factors.passkeys.length, "passkey")} stop${factors.passkeys.length === 1 ? "s" : ""} working`,
          words: "Make sure that it is really the client who asks: call them.",
        },
    {
      icon: "sign-out",
      title:
        factors.sessions > 0
          ? `${plural(factors.sessions, "log-in ends", "log-ins end")} at once`
          : "Nobody is logged in now",
      words: "Devices that a mailed link has opened stay in.",
    },
    {
      icon: "mail",
      title: `${contact.firstName} is told by mail`,
      words: `At ${factors.email}. Where you ask for a second factor, the next log-in sets one up anew.`,
    },
  ];
  return (
    <Dialog id="factors" title={title} subject={`${fullName} · ${factors.email}`} closeHref={here}>
      <DeedDialogForm
        deed={{ ...deed, fields: { contact_id: contact.id }, look: "danger" }}
        cancelHref={here}
        remark="Written to the audit log."
        proof={proof}
      >
        <Follows list={follows} />
      </DeedDialogForm>
    </Dialog>
  );
}
