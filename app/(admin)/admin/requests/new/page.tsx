import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { isId } from "@/lib/ids";
import { workItemPage } from "@/lib/work-items/queries";
import { mayChangeWork } from "@/lib/work-items/rules";
import { signedInStaff, StaffPage } from "../../staff-page";
import { RequestForm } from "./request-form";

export const metadata: Metadata = { title: "New request" };

type Props = { searchParams: Promise<{ work?: string | string[] }> };

/** A request inside a work item: first its title, then its own page. */
export default async function NewRequestPage({ searchParams }: Props) {
  const { work: workItemId } = await searchParams;
  const staff = await signedInStaff();
  const work =
    typeof workItemId === "string" && isId(workItemId)
      ? await workItemPage(staff.actor, workItemId)
      : undefined;
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
