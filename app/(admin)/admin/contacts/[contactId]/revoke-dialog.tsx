import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import { unopenedLinks, type DeviceOf } from "@/lib/devices/queries";
import { plural } from "@/lib/format";
import { DeedDialogForm } from "../../deed";
import { revokeEverything } from "../device-actions";
import type { OfContact } from "./tab";

/** Asks before every device and link of a contact is revoked, with each thing that follows (A1, A12). */
export async function RevokeDialog({ seen, devices }: { seen: OfContact; devices: DeviceOf[] }) {
  const { staff, contact, fullName, here } = seen;
  const live = devices.filter((device) => device.live).length;
  const links = await unopenedLinks(staff, contact.id);
  const follows: Follow[] = [
    {
      icon: "sign-out",
      title:
        live > 0 ? `${plural(live, "device is", "devices are")} signed out at once` : "No device is in now",
      words: `What is open on a screen can no longer be sent. Whom ${contact.firstName} asked to answer a task is out too.`,
    },
    {
      icon: "lock",
      title:
        links > 0
          ? `${plural(links, "link", "links")} not opened yet ${links === 1 ? "is" : "are"} closed`
          : "No link waits to be opened",
      words: "A mail that still waits to go out with such a link is not sent.",
    },
    {
      icon: "mail",
      title: `${contact.firstName} can come back`,
      words: "Through an access link mailed to the address above, or when you resend a request.",
    },
  ];
  return (
    <Dialog
      id="revoke"
      title="Revoke all devices and links?"
      subject={`${fullName} · ${contact.email}`}
      closeHref={here}
    >
      <DeedDialogForm
        deed={{
          action: revokeEverything,
          fields: { contact_id: contact.id },
          label: "Revoke all devices and links",
          busyLabel: "Revoking …",
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
