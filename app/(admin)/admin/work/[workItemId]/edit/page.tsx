import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { isId } from "@/lib/ids";
import { staffChoices } from "@/lib/staff/queries";
import { workItemPage } from "@/lib/work-items/queries";
import { mayChangeWork } from "@/lib/work-items/rules";
import { signedInStaff, StaffPage } from "../../../staff-page";
import { EditWorkForm } from "./edit-form";

export const metadata: Metadata = { title: "Edit work item" };

/** A work item's title, days, owner and status, changed. */
export default async function EditWorkPage({ params }: { params: Promise<{ workItemId: string }> }) {
  const { workItemId } = await params;
  const staff = await signedInStaff();
  const work = isId(workItemId) ? await workItemPage(staff.actor, workItemId) : undefined;
  if (!work) notFound();
  const open = mayChangeWork(work);
  const { id, title, startsOn, dueOn, ownerId, status, version } = work;
  const crumbs = [
    { label: work.clientName, href: `/admin/clients/${work.clientId}` },
    { label: title, href: `/admin/work/${id}` },
  ];
  return (
    <StaffPage staff={staff} current="work">
      <AdminHead title="Edit work item" crumbs={crumbs} />
      <div className="pane">
        {open.ok ? (
          <EditWorkForm
            work={{ id, title, startsOn, dueOn, ownerId, status, version }}
            owners={await staffChoices(staff.actor, ownerId)}
          />
        ) : (
          <Note kind="plain">{open.reason}</Note>
        )}
      </div>
    </StaffPage>
  );
}
