import { Block, None } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { dayIn } from "@/lib/clock";
import type { DeviceOf } from "@/lib/devices/queries";
import { bindingInWords, deviceGlyph, deviceInWords, placeInWords } from "@/lib/devices/rules";
import { shortDay, type Place } from "@/lib/format";
import { DeedButton } from "../../deed";
import { momentCell } from "../../when-words";
import { revokeOneDevice } from "../device-actions";
import { linkInWords } from "./link-words";
import type { OfContact } from "./tab";

/** "1 in, 2 ended". */
export function devicesInWords(devices: { live: boolean }[]): string {
  const live = devices.filter((device) => device.live).length;
  if (devices.length === 0) return "None yet";
  return live === devices.length ? `${live} in` : `${live} in, ${devices.length - live} ended`;
}

/** "United Kingdom, 81.2.69.160"; the address alone where its place is not sure. */
export const fromInWords = (from: { ip: string; country: string | null }, place: Place): string =>
  [placeInWords(from, place.locale), from.ip].filter(Boolean).join(", ");

const endings: Record<NonNullable<DeviceOf["endedHow"]>, string> = {
  signed_out: "Signed out",
  revoked: "Revoked",
  contact_deleted: "Contact deleted",
  email_changed: "Address changed",
};

const columns = [
  { label: "Device" },
  { label: "First used", width: "w-[12rem]" },
  { label: "Last seen", width: "w-[8.5rem]" },
  { label: "Opened by", width: "w-[12rem]" },
  { label: "Ends", width: "w-[10rem]" },
  { label: "Revoke", width: "w-[4.5rem]", hidden: true },
];

/** Every device of a contact, each with its end (A12). */
export function DevicesBlock({ seen, devices }: { seen: OfContact; devices: DeviceOf[] }) {
  const { contact, here } = seen;
  return (
    <Block
      title="Devices"
      count={devices.length > 0 ? devicesInWords(devices) : undefined}
      actions={
        contact.deletedAt ? null : (
          <ButtonLink href={`${here}&revoke=all`} look="danger" size="sm">
            Revoke all devices and links
          </ButtonLink>
        )
      }
    >
      {devices.length === 0 ? (
        <None>
          No devices yet. One appears when {contact.firstName} opens a link and presses the button there.
        </None>
      ) : (
        <Table caption="Devices" columns={columns}>
          {devices.map((device) => (
            <DeviceLine key={device.id} device={device} seen={seen} />
          ))}
        </Table>
      )}
    </Block>
  );
}

function DeviceLine({ device, seen }: { device: DeviceOf; seen: OfContact }) {
  const { now, place } = seen;
  const name = deviceInWords(device);
  const from = fromInWords(device, place);
  return (
    <tr className={device.live ? undefined : "off"}>
      <TitleCell
        title={name}
        icon={deviceGlyph(device)}
        sub={device.live ? bindingInWords(device) : undefined}
      />
      <Cell label="First used">
        {momentCell(device.claimedAt, now, place)}
        {from ? (
          <span className="t2" title={from}>
            {from}
          </span>
        ) : null}
      </Cell>
      <Cell label="Last seen">{momentCell(device.lastSeenAt, now, place)}</Cell>
      <Cell label="Opened by" phone="off">
        {device.linkIssuedAt
          ? linkInWords({ purpose: device.linkPurpose, issuedAt: device.linkIssuedAt }, seen)
          : null}
      </Cell>
      <Cell className="wrap">
        <DeviceState device={device} place={place} />
      </Cell>
      <Cell phone="end" className="r">
        {device.live ? (
          <DeedButton
            deed={{
              action: revokeOneDevice,
              fields: { device_id: device.id },
              label: "Revoke",
              busyLabel: "Revoking …",
              look: "quiet",
            }}
            about={name}
          />
        ) : null}
      </Cell>
    </tr>
  );
}

function DeviceState({ device, place }: { device: DeviceOf; place: Place }) {
  const dayOf = (at: Date) => shortDay(dayIn(at, place.timeZone), place);
  if (device.live) return <Status>In until {dayOf(device.endsAt)}</Status>;
  if (!device.endedAt) return <Status kind="mute">30 days over {dayOf(device.endsAt)}</Status>;
  return (
    <Status kind="mute">
      {device.endedHow ? endings[device.endedHow] : "Ended"} {dayOf(device.endedAt)}
    </Status>
  );
}
