import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { MoreMenu } from "@/components/admin/more-menu";
import { AdminHead } from "@/components/admin/page-head";
import { Tabs } from "@/components/admin/tabs";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { contactPage, type ContactPage } from "@/lib/contacts/queries";
import { longDayOf, whenOf, type Place } from "@/lib/format";
import { isId } from "@/lib/ids";
import { DeedHead } from "../../deed";
import { signedInStaff, StaffPage } from "../../staff-page";
import { bringBackContact } from "../actions";
import { DeleteDialog } from "./delete-dialog";
import { DetailsTab } from "./details-tab";
import { DocumentsTab } from "./documents-tab";
import { EraseDialog } from "./erase-dialog";
import { RequestsTab } from "./requests-tab";
import { addressOf, tabOf, type Asked, type OfContact } from "./tab";
import { TimelineTab } from "./timeline-tab";

type Props = { params: Promise<{ contactId: string }>; searchParams: Promise<Asked> };

const load = cache(async (contactId: string) => {
  const staff = await signedInStaff();
  const contact = isId(contactId) ? await contactPage(staff.actor, contactId) : undefined;
  if (!contact) notFound();
  return { staff, contact, fullName: `${contact.firstName} ${contact.lastName}`.trim() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).contactId)).fullName };
}

const tabs = { timeline: TimelineTab, details: DetailsTab, requests: RequestsTab, documents: DocumentsTab };

/** One contact: what happened, how to reach it and its devices, its requests, its documents (C4, A12, A13). */
export default async function OneContactPage({ params, searchParams }: Props) {
  const [{ contactId }, asked] = [await params, await searchParams];
  const { staff, contact, fullName } = await load(contactId);
  const tab = tabOf(asked);
  const here = addressOf(contactId, tab);
  const seen: OfContact = {
    staff: staff.actor,
    contact,
    fullName,
    now: new Date(),
    place: staff.firm,
    here,
    asked,
  };
  const Tab = tabs[tab];
  const mayErase = mayUse(staff.actor.role, "contacts.erase") && !contact.erasedAt;
  return (
    <StaffPage staff={staff} current="contacts">
      <ContactHead contact={contact} fullName={fullName} here={here} mayErase={mayErase} />
      <Tabs
        label="Parts of this contact"
        tabs={[
          { label: "Timeline", href: addressOf(contactId, "timeline"), current: tab === "timeline" },
          { label: "Details", href: addressOf(contactId, "details"), current: tab === "details" },
          {
            label: "Requests",
            href: addressOf(contactId, "requests"),
            current: tab === "requests",
            count: contact.requests,
          },
          {
            label: "Documents",
            href: addressOf(contactId, "documents"),
            current: tab === "documents",
            count: contact.documents,
          },
        ]}
      />
      <div className="pane">
        <Said contact={contact} restored={asked.restored !== undefined} now={seen.now} place={seen.place} />
        <Tab seen={seen} />
      </div>
      {asked.delete && !contact.deletedAt ? <DeleteDialog seen={seen} /> : null}
      {asked.erase && mayErase ? <EraseDialog seen={seen} /> : null}
    </StaffPage>
  );
}

type HeadProps = { contact: ContactPage; fullName: string; here: string; mayErase: boolean };

function ContactHead({ contact, fullName, here, mayErase }: HeadProps) {
  const [client] = contact.clients;
  const head = {
    title: fullName,
    person: fullName,
    crumbs: [
      { label: "Contacts", href: "/admin/contacts" },
      ...(client ? [{ label: client.name, href: `/admin/clients/${client.id}` }] : []),
    ],
  };
  if (!contact.deletedAt) {
    return (
      <AdminHead {...head}>
        <ButtonLink href={`/admin/contacts/${contact.id}/view`} icon="eye">
          View as client
        </ButtonLink>
        <ButtonLink href={`/admin/requests/new?contact=${contact.id}`} icon="send">
          Send request
        </ButtonLink>
        <MoreMenu>
          <a href={`/admin/contacts/${contact.id}/edit`}>Edit contact</a>
          <a href={`${here}&delete=1`} className="danger">
            Delete contact
          </a>
        </MoreMenu>
      </AdminHead>
    );
  }
  if (contact.erasedAt) return <AdminHead {...head} />;
  return (
    <DeedHead
      {...head}
      after={
        mayErase ? (
          <ButtonLink href={`${here}&erase=1`} look="danger">
            Erase for good
          </ButtonLink>
        ) : null
      }
      deed={{
        action: bringBackContact,
        fields: { contact_id: contact.id },
        label: "Restore contact",
        busyLabel: "Restoring …",
      }}
    />
  );
}

type SaidProps = { contact: ContactPage; restored: boolean; now: Date; place: Place };

function Said({ contact, restored, now, place }: SaidProps) {
  if (contact.erasedAt) {
    return (
      <Note kind="plain" title={`Erased on ${longDayOf(contact.erasedAt, place)}.`}>
        Who this was is not kept. Answers, files and comments belong to the client&rsquo;s records and stay.
      </Note>
    );
  }
  if (contact.deletedAt) {
    return (
      <Note kind="late" title={`Deleted ${whenOf(contact.deletedAt, now, place)}.`}>
        Devices and links stopped then, and nothing is mailed. Answers, files and comments are kept.
      </Note>
    );
  }
  if (!restored) return null;
  return (
    <Note kind="good" live>
      {contact.firstName} is restored. Links from before stay closed: resend a request, and it brings a new
      one.
    </Note>
  );
}
