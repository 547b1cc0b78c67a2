import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { clientChoices } from "@/lib/clients/list";
import { clientPage } from "@/lib/clients/queries";
import { mayBeginWork } from "@/lib/clients/rules";
import { contactPage } from "@/lib/contacts/queries";
import { isId } from "@/lib/ids";
import { openWorkOf } from "@/lib/work-items/open-work-of";
import { workItemPage } from "@/lib/work-items/queries";
import { mayChangeWork } from "@/lib/work-items/rules";
import { signedInStaff, StaffPage } from "../../staff-page";
import { ClientOfRequestForm, RequestForClientForm } from "./client-request-form";
import { RequestForm, RequestToForm } from "./request-form";

export const metadata: Metadata = { title: "New request" };

type Props = { searchParams: Promise<Partial<Record<"work" | "client" | "contact", string | string[]>>> };

const idOf = (asked: string | string[] | undefined): string | undefined =>
  typeof asked === "string" && isId(asked) ? asked : undefined;

/** A request inside a work item, for a client, or to a contact: first its title, then its own page. */
export default async function NewRequestPage({ searchParams }: Props) {
  const { work, client, contact } = await searchParams;
  const [workItemId, clientId, contactId] = [idOf(work), idOf(client), idOf(contact)];
  const staff = await signedInStaff();
  if (workItemId) return <ForWork staff={staff} workItemId={workItemId} />;
  if (clientId) return <ForClient staff={staff} clientId={clientId} contactId={contactId} />;
  if (contactId) return <ToContact staff={staff} contactId={contactId} />;
  const any = (await clientChoices(staff.actor, "")).rows.length > 0;
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="New request" crumbs={[{ label: "Requests", href: "/admin/requests" }]} />
      <div className="pane">
        {any ? (
          <ClientOfRequestForm />
        ) : (
          <p className="none">
            A request is for a client, and there is none yet.{" "}
            <a href="/admin/clients/new">Make the first client.</a>
          </p>
        )}
      </div>
    </StaffPage>
  );
}

type ForClientProps = { staff: StaffVisitor; clientId: string; contactId: string | undefined };

async function ForClient({ staff, clientId, contactId }: ForClientProps) {
  const client = await clientPage(staff.actor, clientId);
  if (!client) notFound();
  const may = mayBeginWork(client);
  const to = client.contacts.find(({ id, deletedAt }) => id === contactId && !deletedAt);
  const work = await openWorkOf(staff.actor, { clientId });
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead
        title="New request"
        crumbs={[{ label: client.name, href: `/admin/clients/${client.id}?tab=requests` }]}
      />
      <div className="pane">
        {may.ok ? (
          <RequestForClientForm
            client={{ id: client.id, name: client.name }}
            work={work.map(({ id, title }) => ({ id, title }))}
            to={to ? { id: to.id, name: `${to.firstName} ${to.lastName}`.trim() } : undefined}
          />
        ) : (
          <Note kind="plain">{may.reason}</Note>
        )}
      </div>
    </StaffPage>
  );
}

async function ForWork({ staff, workItemId }: { staff: StaffVisitor; workItemId: string }) {
  const work = await workItemPage(staff.actor, workItemId);
  if (!work) notFound();
  const open = mayChangeWork(work);
  const crumbs = [
    { label: work.clientName, href: `/admin/clients/${work.clientId}` },
    { label: work.title, href: `/admin/work/${work.id}` },
  ];
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="New request" crumbs={crumbs} />
      <div className="pane">
        {open.ok ? <RequestForm workItemId={work.id} /> : <Note kind="plain">{open.reason}</Note>}
      </div>
    </StaffPage>
  );
}

async function ToContact({ staff, contactId }: { staff: StaffVisitor; contactId: string }) {
  const contact = await contactPage(staff.actor, contactId);
  if (!contact || contact.deletedAt) notFound();
  const name = `${contact.firstName} ${contact.lastName}`.trim();
  const work = await openWorkOf(staff.actor, { contactId });
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="New request" crumbs={[{ label: name, href: `/admin/contacts/${contactId}` }]} />
      <div className="pane">
        {work.length > 0 ? (
          <RequestToForm contact={{ id: contact.id, name, email: contact.email }} work={work} />
        ) : null}
        <OnNewWork name={name} contactId={contactId} clients={contact.clients} isOnly={work.length === 0} />
      </div>
    </StaffPage>
  );
}

type OnNewWorkProps = {
  name: string;
  contactId: string;
  clients: { id: string; name: string }[];
  /** No work is open that it could hang on. */
  isOnly: boolean;
};

const OnNewWork = ({ name, contactId, clients, isOnly }: OnNewWorkProps) => (
  <>
    <p className="none">
      {isOnly
        ? `No work is open for a client of ${name}. Choose whom it is for, and make it on the way.`
        : "Is it for a new work item? Make that on the way."}
    </p>
    <ul className="links">
      {clients.map((client) => (
        <li key={client.id}>
          <a href={`/admin/requests/new?client=${client.id}&contact=${contactId}`}>
            New work and request for {client.name}
          </a>
        </li>
      ))}
    </ul>
  </>
);
