import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { clientPage } from "@/lib/clients/queries";
import { isId } from "@/lib/ids";
import { signedInStaff, StaffPage } from "../../../../staff-page";
import { ContactForm } from "./contact-form";

export const metadata: Metadata = { title: "Add contact" };

type Props = { params: Promise<{ clientId: string }> };

/** A person who answers for a client. */
export default async function NewContactPage({ params }: Props) {
  const { clientId } = await params;
  const staff = await signedInStaff();
  const client = isId(clientId) ? await clientPage(staff.actor, clientId) : undefined;
  if (!client) notFound();
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title="Add contact" crumbs={[{ label: client.name, href: `/admin/clients/${clientId}` }]} />
      <div className="pane">
        <ContactForm clientId={clientId} />
      </div>
    </StaffPage>
  );
}
