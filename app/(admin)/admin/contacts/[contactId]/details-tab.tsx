import { Block, Kv } from "@/components/admin/blocks";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { devicesOf, linksOf, visitsOf, type DeviceOf } from "@/lib/devices/queries";
import { longDayOf, whenOf } from "@/lib/format";
import { currentMode, loginOf } from "@/lib/logins/queries";
import { DevicesBlock, devicesInWords } from "./devices-block";
import { FactorsBlock } from "./factors-block";
import { LinksBlock, VisitsBlock } from "./links-block";
import { LoginBlock } from "./login-block";
import { LoginDialog } from "./login-dialog";
import { RevokeDialog } from "./revoke-dialog";
import type { OfContact } from "./tab";

/** How to reach the contact, its login (L11), its devices, and who opened which link when (A12). */
export async function DetailsTab({ seen }: { seen: OfContact }) {
  const { staff, contact, asked } = seen;
  if (contact.erasedAt) return <ErasedFacts seen={seen} />;
  const devices = await devicesOf(staff, contact.id);
  const links = await linksOf(staff, contact.id);
  const login = {
    seen,
    login: await loginOf(staff, contact.id),
    mode: await currentMode(staff.firmId),
  };
  const visits = await visitsOf(staff, contact.id);
  const edit = contact.deletedAt ? undefined : (
    <ButtonLink href={`/admin/contacts/${contact.id}/edit`} size="sm">
      Edit
    </ButtonLink>
  );
  return (
    <>
      {asked.revoked ? (
        <Note kind="good" live>
          {asked.revoked === "all"
            ? "Every device is signed out, and the links that were not opened yet are closed. Resend a request, and it brings a new link."
            : "That device is signed out. It shows nothing from its next click on."}
        </Note>
      ) : null}
      <div className="two">
        <Block title="Contact" actions={edit}>
          <ContactFacts seen={seen} />
        </Block>
        <Block title="Portal">
          <PortalFacts seen={seen} devices={devices} />
        </Block>
      </div>
      <LoginBlock {...login} />
      <FactorsBlock seen={seen} />
      <DevicesBlock seen={seen} devices={devices} />
      <LinksBlock seen={seen} links={links} />
      <VisitsBlock seen={seen} visits={visits} />
      {[...devices, ...visits].some(({ country }) => country) ? (
        <p className="soft tiny after">
          This product includes IP2Location LITE data available from https://lite.ip2location.com.
        </p>
      ) : null}
      {asked.login && !contact.deletedAt ? <LoginDialog {...login} /> : null}
      {asked.revoke ? <RevokeDialog seen={seen} devices={devices} /> : null}
    </>
  );
}

/** What is left of an erased contact (C2). */
const ErasedFacts = ({ seen: { contact, fullName, place } }: { seen: OfContact }) => (
  <Block title="Contact">
    <Kv
      rows={[
        { term: "Name", value: fullName },
        { term: "Added", value: longDayOf(contact.createdAt, place) },
        ...[
          { term: "Deleted", at: contact.deletedAt },
          { term: "Erased", at: contact.erasedAt },
        ].flatMap(({ term, at }) => (at ? [{ term, value: longDayOf(at, place) }] : [])),
      ]}
    />
  </Block>
);

function ContactFacts({ seen: { contact, fullName } }: { seen: OfContact }) {
  const clients = contact.clients.map(({ id, name }) => (
    <a key={id} href={`/admin/clients/${id}`}>
      {name}
    </a>
  ));
  return (
    <Kv
      rows={[
        { term: "Name", value: fullName },
        { term: "Email", value: contact.email },
        { term: "Phone", value: contact.phone || <span className="soft">None given</span> },
        { term: contact.clients.length === 1 ? "Client" : "Clients", value: clients },
      ]}
    />
  );
}

function PortalFacts({ seen: { contact, now, place }, devices }: { seen: OfContact; devices: DeviceOf[] }) {
  const lastSeen = devices.reduce<Date | undefined>(
    (latest, { lastSeenAt }) => (latest && latest > lastSeenAt ? latest : lastSeenAt),
    undefined,
  );
  return (
    <Kv
      rows={[
        { term: "Magic link", value: "Each opens the portal on one device, for 30 days." },
        { term: "Devices", value: devicesInWords(devices) },
        {
          term: "Last seen",
          value: lastSeen ? whenOf(lastSeen, now, place) : <span className="soft">Never</span>,
        },
        { term: "Added", value: longDayOf(contact.createdAt, place) },
      ]}
    />
  );
}
