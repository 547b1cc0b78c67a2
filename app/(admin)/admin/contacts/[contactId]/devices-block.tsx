import { Block, None } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { dayIn } from "@/lib/clock";
import type { contactPage } from "@/lib/contacts/queries";
import { shortDay, type Place } from "@/lib/format";
import { momentCell } from "../../when-words";

type Contact = NonNullable<Awaited<ReturnType<typeof contactPage>>>;
export type OfContact = { contact: Contact; now: Date; place: Place };

/** "1 in, 2 ended". */
export function devicesInWords(devices: { live: boolean }[]): string {
  const live = devices.filter((device) => device.live).length;
  if (devices.length === 0) return "None yet";
  return live === devices.length ? `${live} in` : `${live} in, ${devices.length - live} ended`;
}

const endings: Record<NonNullable<Contact["devices"][number]["endedHow"]>, string> = {
  signed_out: "Signed out",
  revoked: "Signed out by the firm",
  contact_deleted: "Contact deleted",
  email_changed: "Address changed",
};

const columns = [
  { label: "Device" },
  { label: "First used", width: "w-[11rem]" },
  { label: "Last seen", width: "w-[11rem]" },
  { label: "State", width: "w-[13rem]" },
];

/** Every device of a contact (A12). */
export function DevicesBlock({ seen: { contact, now, place } }: { seen: OfContact }) {
  const { devices } = contact;
  return (
    <Block title="Devices" count={devices.length > 0 ? devicesInWords(devices) : undefined}>
      {devices.length === 0 ? (
        <None>
          No devices yet. One appears when {contact.firstName} opens a link and presses the button there.
        </None>
      ) : (
        <Table caption="Devices" columns={columns} dense>
          {devices.map((device) => (
            <tr key={device.id} className={device.live ? undefined : "off"}>
              <TitleCell title={`${device.browser}, ${device.system}`} />
              <Cell label="First used" phone="off">
                {momentCell(device.claimedAt, now, place)}
              </Cell>
              <Cell label="Last seen">{momentCell(device.lastSeenAt, now, place)}</Cell>
              <Cell phone="end">
                <DeviceState device={device} place={place} />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Block>
  );
}

function DeviceState({ device, place }: { device: Contact["devices"][number]; place: Place }) {
  const dayOf = (at: Date) => shortDay(dayIn(at, place.timeZone), place);
  if (device.live) return <Status>In until {dayOf(device.endsAt)}</Status>;
  if (!device.endedAt) return <Status kind="mute">30 days over {dayOf(device.endsAt)}</Status>;
  return (
    <Status kind="mute">
      {device.endedHow ? endings[device.endedHow] : "Ended"} {dayOf(device.endedAt)}
    </Status>
  );
}
