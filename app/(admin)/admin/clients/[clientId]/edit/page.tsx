import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { clientPage } from "@/lib/clients/queries";
import { isId } from "@/lib/ids";
import { signedInStaff, StaffPage } from "../../../staff-page";
import { EditClientForm } from "./edit-form";

export const metadata: Metadata = { title: "Edit client" };

/** A client's name and kind, changed. */
export default async function EditClientPage({ params }: { params: Promise<{ clientId: string }> }) {
  const { clientId } = await params;
  const staff = await signedInStaff();
  const client = isId(clientId) ? await clientPage(staff.actor, clientId) : undefined;
  if (!client) notFound();
  const { id, name, kind, version } = client;
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title="Edit client" crumbs={[{ label: name, href: `/admin/clients/${id}` }]} />
      <div className="pane">
        <EditClientForm client={{ id, name, kind, version }} />
      </div>
    </StaffPage>
  );
}
