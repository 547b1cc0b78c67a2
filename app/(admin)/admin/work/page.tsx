import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { Pager } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { plural } from "@/lib/format";
import { workItemList } from "@/lib/work-items/queries";
import { signedInStaff, StaffPage } from "../staff-page";
import { WorkTable } from "./work-table";

export const metadata: Metadata = { title: "Work" };

type Props = { searchParams: Promise<{ after?: string | string[] }> };

/** The firm's work items, newest first. */
export default async function WorkPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const staff = await signedInStaff();
  const { rows, next } = await workItemList(staff.actor, cursor);
  return (
    <StaffPage staff={staff} current="work">
      <AdminHead title="Work" count={!cursor && !next ? rows.length : undefined}>
        <ButtonLink href="/admin/work/new" look="primary" icon="plus">
          New work item
        </ButtonLink>
      </AdminHead>
      {rows.length > 0 ? (
        <>
          <WorkTable rows={rows} place={staff.firm} bleed />
          <Pager
            text={`${plural(rows.length, "work item")}, newest first`}
            first={cursor ? "/admin/work" : undefined}
            next={next && `/admin/work?after=${next}`}
          />
        </>
      ) : (
        <div className="pane">
          <p className="none">
            {cursor ? (
              <a href="/admin/work">Nothing is left here. Go to the first page.</a>
            ) : (
              "No work yet. Make a work item for a client, such as the year-end accounts; requests hang on it."
            )}
          </p>
        </div>
      )}
    </StaffPage>
  );
}
