import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { signedInStaff, StaffPage } from "../../staff-page";
import { ClientForm } from "./client-form";

export const metadata: Metadata = { title: "New client" };

/** A client is made with a name; everything else hangs on it later. */
export default async function NewClientPage() {
  const staff = await signedInStaff();
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title="New client" crumbs={[{ label: "Clients", href: "/admin/clients" }]} />
      <div className="pane">
        <ClientForm />
      </div>
    </StaffPage>
  );
}
