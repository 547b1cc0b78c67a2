import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { clientChoices } from "@/lib/clients/queries";
import { signedInStaff, StaffPage } from "../../staff-page";
import { WorkForm } from "./work-form";

export const metadata: Metadata = { title: "New work item" };

type Props = { searchParams: Promise<{ client?: string | string[] }> };

/** A job for one client; who makes it owns it. */
export default async function NewWorkPage({ searchParams }: Props) {
  const { client } = await searchParams;
  const staff = await signedInStaff();
  const choices = await clientChoices(staff.actor);
  return (
    <StaffPage staff={staff} current="work">
      <AdminHead title="New work item" crumbs={[{ label: "Work", href: "/admin/work" }]} />
      <div className="pane">
        {choices.length > 0 ? (
          <WorkForm clients={choices} clientId={choices.find(({ id }) => id === client)?.id ?? ""} />
        ) : (
          <p className="none">
            A work item is for a client, and there is none yet.{" "}
            <a href="/admin/clients/new">Make the first client.</a>
          </p>
        )}
      </div>
    </StaffPage>
  );
}
