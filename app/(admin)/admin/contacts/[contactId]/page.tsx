import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Block, Kv } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { contactPage } from "@/lib/contacts/queries";
import { longDayOf, whenOf } from "@/lib/format";
import { isId } from "@/lib/ids";
import { DeedHead } from "../../deed";
import { signedInStaff, StaffPage } from "../../staff-page";
import { bringBackContact } from "../actions";
import { DeleteDialog } from "./delete-dialog";
import { DevicesBlock, devicesInWords, type OfContact } from "./devices-block";
import { MailsBlock, VisitsBlock } from "./mails-block";

type Props = {
  params: Promise<{ contactId: string }>;
  searchParams: Promise<{ delete?: string; restored?: string }>;
};

const load = cache(async (contactId: string) => {
  const staff = await signedInStaff();
  const contact = isId(contactId) ? await contactPage(staff.actor, contactId) : undefined;
  if (!contact) notFound();
  return { staff, contact, fullName: `${contact.firstName} ${contact.lastName}`.trim() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).contactId)).fullName };
}

/** One contact: how to reach it, its devices, what was mailed and who opened it (A12, A13). */
export default async function ContactPage({ params, searchParams }: Props) {
  const [{ contactId }, asked] = [await params, await searchParams];
  const { staff, contact, fullName } = await load(contactId);
  const here = `/admin/contacts/${contactId}`;
  const seen: OfContact = { contact, now: new Date(), place: staff.firm };
  const deletedAt = contact.deletedAt;
  const [client] = contact.clients;
  const head = {
    title: fullName,
    person: fullName,
    crumbs: client ? [{ label: client.name, href: `/admin/clients/${client.id}` }] : [],
  };
  return (
    <StaffPage staff={staff} current="clients">
      {deletedAt ? (
        <DeedHead
          {...head}
          deed={{
            action: bringBackContact,
            fields: { contact_id: contactId },
            label: "Restore contact",
            busyLabel: "Restoring …",
          }}
        />
      ) : (
        <AdminHead {...head}>
          <ButtonLink href={`${here}?delete=1`} look="danger">
            Delete contact
          </ButtonLink>
        </AdminHead>
      )}
      <div className="pane">
        {deletedAt ? (
          <Note kind="late" title={`Deleted ${whenOf(deletedAt, seen.now, seen.place)}.`}>
            Devices and links stopped then, and nothing is mailed. Answers, files and comments are kept.
          </Note>
        ) : null}
        {asked.restored && !deletedAt ? (
          <Note kind="good" live>
            {contact.firstName} is restored. Links from before stay closed: resend a request, and it brings a
            new one.
          </Note>
        ) : null}
        <div className="two">
          <Block title="Contact">
            <Details seen={seen} fullName={fullName} />
          </Block>
          <Block title="Portal">
            <PortalFacts seen={seen} />
          </Block>
        </div>
        <DevicesBlock seen={seen} />
        <MailsBlock seen={seen} />
        <VisitsBlock seen={seen} />
      </div>
      {asked.delete && !deletedAt ? <DeleteDialog contact={contact} fullName={fullName} here={here} /> : null}
    </StaffPage>
  );
}

function Details({ seen: { contact }, fullName }: { seen: OfContact; fullName: string }) {
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

function PortalFacts({ seen: { contact, now, place } }: { seen: OfContact }) {
  const lastSeen = contact.devices.reduce<Date | undefined>(
    (latest, { lastSeenAt }) => (latest && latest > lastSeenAt ? latest : lastSeenAt),
    undefined,
  );
  return (
    <Kv
      rows={[
        { term: "Way in", value: "Magic link. It opens the portal on one device, for 30 days." },
        { term: "Devices", value: devicesInWords(contact.devices) },
        {
          term: "Last seen",
          value: lastSeen ? whenOf(lastSeen, now, place) : <span className="soft">Never</span>,
        },
        { term: "Added", value: longDayOf(contact.createdAt, place) },
      ]}
    />
  );
}
