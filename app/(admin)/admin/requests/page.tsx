import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { staffChoices } from "@/lib/staff/queries";
import { firstPage, type ListParams } from "../list/first-page";
import { signedInStaff, StaffPage } from "../staff-page";
import { requestLines } from "./request-lines";
import { RequestsList } from "./requests-list";

export const metadata: Metadata = { title: "Requests" };

/** The firm's requests. */
export default async function RequestsPage({ searchParams }: { searchParams: ListParams }) {
  const staff = await signedInStaff();
  const page = await firstPage(staff, searchParams, requestLines);
  const owners = await staffChoices(staff.actor);
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="Requests">
        <ButtonLink href="/admin/requests/new" look="primary" icon="plus">
          New request
        </ButtonLink>
      </AdminHead>
      <RequestsList {...page} owners={owners} />
    </StaffPage>
  );
}
