import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { Pager } from "@/components/admin/table";
import { plural } from "@/lib/format";
import { requestList } from "@/lib/requests/queries";
import { signedInStaff, StaffPage } from "../staff-page";
import { RequestTable } from "./request-table";

export const metadata: Metadata = { title: "Requests" };

type Props = { searchParams: Promise<{ after?: string | string[] }> };

/** The firm's requests, newest first. */
export default async function RequestsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const staff = await signedInStaff();
  const { rows, next } = await requestList(staff.actor, cursor);
  const now = new Date();
  return (
    <StaffPage staff={staff} current="requests">
      <AdminHead title="Requests" count={!cursor && !next ? rows.length : undefined} />
      {rows.length > 0 ? (
        <>
          <RequestTable rows={rows} now={now} place={staff.firm} bleed />
          <Pager
            text={`${plural(rows.length, "request")}, newest first`}
            first={cursor ? "/admin/requests" : undefined}
            next={next && `/admin/requests?after=${next}`}
          />
        </>
      ) : (
        <div className="pane">
          <p className="none">
            {cursor ? (
              <a href="/admin/requests">Nothing is left here. Go to the first page.</a>
            ) : (
              <>
                No requests yet. A request hangs on a work item: <a href="/admin/work">choose the work</a>,
                then ask for what you need.
              </>
            )}
          </p>
        </div>
      )}
    </StaffPage>
  );
}
