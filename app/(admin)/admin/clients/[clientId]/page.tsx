import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Tabs } from "@/components/admin/tabs";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { clientPage } from "@/lib/clients/queries";
import { isId } from "@/lib/ids";
import { DeedHead } from "../../deed";
import { signedInStaff, StaffPage } from "../../staff-page";
import { bringBackClient, putClientAway } from "../edit-actions";
import { ContactsTab, RequestsTab, WorkTab, type OfClient } from "./client-tabs";
import { DocumentsTab } from "./documents-tab";

type Props = {
  params: Promise<{ clientId: string }>;
  searchParams: Promise<{ tab?: string | string[]; page?: string | string[] }>;
};

const load = cache(async (clientId: string) => {
  const staff = await signedInStaff();
  const client = isId(clientId) ? await clientPage(staff.actor, clientId) : undefined;
  if (!client) notFound();
  return { staff, client };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).clientId)).client.name };
}

const tabs = {
  work: { label: "Work", Tab: WorkTab },
  requests: { label: "Requests", Tab: RequestsTab },
  documents: { label: "Documents", Tab: DocumentsTab },
  contacts: { label: "Contacts", Tab: ContactsTab },
};
const names = Object.keys(tabs) as (keyof typeof tabs)[];

/** One client: the work done for it, what was asked, what was given, who answers for it. */
export default async function ClientPage({ params, searchParams }: Props) {
  const [{ clientId }, asked] = [await params, await searchParams];
  const { staff, client } = await load(clientId);
  const tab = names.find((name) => name === asked.tab) ?? "work";
  const addressOf = (name: string) => `/admin/clients/${clientId}?tab=${name}`;
  const cursor = typeof asked.page === "string" ? asked.page : undefined;
  const { Tab } = tabs[tab];
  return (
    <StaffPage staff={staff} current="clients">
      <ClientHead client={client} />
      <Tabs
        label="Parts of this client"
        tabs={names.map((name) => ({
          label: tabs[name].label,
          href: addressOf(name),
          current: name === tab,
          count: name === "contacts" ? client.contacts.length : undefined,
        }))}
      />
      <div className="pane">
        {client.archivedAt ? (
          <Note kind="plain">
            This client is archived: it stands in no list or choice. Restore it to work for it again.
          </Note>
        ) : null}
        <Tab seen={{ staff, client, here: addressOf(tab), cursor }} />
      </div>
    </StaffPage>
  );
}

function ClientHead({ client }: Pick<OfClient, "client">) {
  const head = { title: client.name, crumbs: [{ label: "Clients", href: "/admin/clients" }] };
  const fields = { client_id: client.id };
  if (client.archivedAt) {
    return (
      <DeedHead
        {...head}
        deed={{ action: bringBackClient, fields, label: "Restore client", busyLabel: "Restoring …" }}
      />
    );
  }
  return (
    <DeedHead
      {...head}
      deed={{ action: putClientAway, fields, label: "Archive client", busyLabel: "Archiving …" }}
      after={
        <>
          <ButtonLink href={`/admin/work/new?client=${client.id}`}>New work item</ButtonLink>
          <ButtonLink href={`/admin/requests/new?client=${client.id}`} look="primary" icon="plus">
            New request
          </ButtonLink>
        </>
      }
    >
      <ButtonLink href={`/admin/clients/${client.id}/edit`}>Edit client</ButtonLink>
    </DeedHead>
  );
}
