import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { contactPage } from "@/lib/contacts/queries";
import { isId } from "@/lib/ids";
import { openWorkOf } from "@/lib/work-items/open-work-of";
import { workItemPage } from "@/lib/work-items/queries";
import { mayChangeWork } from "@/lib/work-items/rules";
import { signedInStaff, StaffPage } from "../../staff-page";
import { RequestForm, RequestToForm } from "./request-form";

export const metadata: Metadata = { title: "New request" };

type Props = { searchParams: Promise<{ work?: string | string[]; contact?: string | string[] }> };

const idOf = (asked: string | string[] | undefined): string | undefined =>
  typeof asked === "string" && isId(asked) ? asked : undefined;

/** A request inside a work item, or to a contact: first its title, then its own page. */
export default async function NewRequestPage({ searchParams }: Props) {
  const { work, contact } = await searchParams;
  const [workItemId, contactId] = [idOf(work), idOf(contact)];
  const staff = await signedInStaff();
  if (workItemId) return <ForWork staff={staff} workItemId={workItemId} />;
  if (contactId) return <ToContact staff={staff} contactId={contactId} />;
  notFound();
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
  const work = await openWorkOf(staff.actor, contactId);
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="New request" crumbs={[{ label: name, href: `/admin/contacts/${contactId}` }]} />
      <div className="pane">
        {work.length > 0 ? (
          <RequestToForm contact={{ id: contact.id, name, email: contact.email }} work={work} />
        ) : (
          <NoWork name={name} clients={contact.clients} />
        )}
      </div>
    </StaffPage>
  );
}

const NoWork = ({ name, clients }: { name: string; clients: { id: string; name: string }[] }) => (
  <>
    <p className="none">
      A request hangs on a work item, and no work is open for a client of {name}. Make it first.
    </p>
    <ul className="links">
      {clients.map((client) => (
        <li key={client.id}>
          <a href={`/admin/work/new?client=${client.id}`}>New work item for {client.name}</a>
        </li>
      ))}
    </ul>
  </>
);
