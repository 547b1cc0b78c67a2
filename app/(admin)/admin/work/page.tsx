import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { staffChoices } from "@/lib/staff/queries";
import { firstPage, type ListParams } from "../list/first-page";
import { signedInStaff, StaffPage } from "../staff-page";
import { workLines } from "./work-lines";
import { WorkList } from "./work-list";

export const metadata: Metadata = { title: "Work" };

/** The firm's work items. */
export default async function WorkPage({ searchParams }: { searchParams: ListParams }) {
  const staff = await signedInStaff();
  const page = await firstPage(staff, searchParams, workLines);
  const owners = await staffChoices(staff.actor);
  return (
    <StaffPage staff={staff} current="work">
      <AdminHead title="Work">
        <ButtonLink href="/admin/work/new" look="primary" icon="plus">
          New work item
        </ButtonLink>
      </AdminHead>
      <WorkList {...page} owners={owners} />
    </StaffPage>
  );
}
