import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { clientChoices } from "@/lib/clients/list";
import { clientPage } from "@/lib/clients/queries";
import { isId } from "@/lib/ids";
import { signedInStaff, StaffPage } from "../../staff-page";
import { WorkForm } from "./work-form";

export const metadata: Metadata = { title: "New work item" };

type Props = { searchParams: Promise<{ client?: string | string[] }> };

/** A job for one client; who makes it owns it. */
export default async function NewWorkPage({ searchParams }: Props) {
  const { client: clientId } = await searchParams;
  const staff = await signedInStaff();
  const known =
    typeof clientId === "string" && isId(clientId) ? await clientPage(staff.actor, clientId) : undefined;
  const client = known && !known.archivedAt ? { id: known.id, name: known.name } : undefined;
  const any = client !== undefined || (await clientChoices(staff.actor, "")).rows.length > 0;
  const crumb = client
    ? { label: client.name, href: `/admin/clients/${client.id}` }
    : { label: "Work", href: "/admin/work" };
  return (
    <StaffPage staff={staff} current="work">
      <AdminHead title="New work item" crumbs={[crumb]} />
      <div className="pane">
        {any ? (
          <WorkForm client={client} />
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
