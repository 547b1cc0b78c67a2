import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { contactPage } from "@/lib/contacts/queries";
import { proofWanted } from "@/lib/factors/prove-again";
import { mayEditContact } from "@/lib/contacts/rules";
import { isId } from "@/lib/ids";
import { signedInStaff, StaffPage } from "../../../staff-page";
import { EditContactForm } from "./edit-form";

export const metadata: Metadata = { title: "Edit contact" };

/** A contact's name, addresses and clients, changed. */
export default async function EditContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const { contactId } = await params;
  const staff = await signedInStaff();
  const contact = isId(contactId) ? await contactPage(staff.actor, contactId) : undefined;
  if (!contact) notFound();
  const { id, firstName, lastName, email, phone, version, clients } = contact;
  const allowed = mayEditContact(contact);
  return (
    <StaffPage staff={staff} current="contacts">
      <AdminHead
        title="Edit contact"
        crumbs={[{ label: `${firstName} ${lastName}`.trim(), href: `/admin/contacts/${id}` }]}
      />
      <div className="pane">
        {allowed.ok ? (
          <EditContactForm
            contact={{ id, firstName, lastName, email, phone, version, clients }}
            proof={await proofWanted(staff.actor)}
          />
        ) : (
          <Note kind="plain">{allowed.reason}</Note>
        )}
      </div>
    </StaffPage>
  );
}
