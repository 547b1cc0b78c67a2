import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { clientCounts } from "@/lib/clients/counts";
import { dayIn } from "@/lib/clock";
import { staffChoices } from "@/lib/staff/queries";
import { firstPage, type ListParams } from "../list/first-page";
import { signedInStaff, StaffPage } from "../staff-page";
import { clientLines } from "./client-lines";
import { ClientsList } from "./clients-list";

export const metadata: Metadata = { title: "Clients" };

/** Whom the firm works for. */
export default async function ClientsPage({ searchParams }: { searchParams: ListParams }) {
  const staff = await signedInStaff();
  const page = await firstPage(staff, searchParams, clientLines);
  const [owners, counts] = await Promise.all([
    staffChoices(staff.actor),
    clientCounts(staff.actor, dayIn(new Date(), staff.firm.timeZone)),
  ]);
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title="Clients">
        <ButtonLink href="/admin/clients/new" look="primary" icon="plus">
          New client
        </ButtonLink>
      </AdminHead>
      <ClientsList {...page} me={staff.actor.staffId} owners={owners} counts={counts} />
    </StaffPage>
  );
}
