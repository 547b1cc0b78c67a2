import { None } from "@/components/admin/blocks";
import { Pager } from "@/components/admin/table";
import { plural } from "@/lib/format";
import { requestsOfContact } from "@/lib/requests/of-contact";
import { RequestTable } from "../../requests/request-table";
import { cursorOf, type OfContact } from "./tab";

/** The requests addressed to the contact, newest first (C4). */
export async function RequestsTab({
  seen: { staff, contact, now, place, here, asked },
}: {
  seen: OfContact;
}) {
  const cursor = cursorOf(asked);
  const { rows, next } = await requestsOfContact(staff, contact.id, cursor);
  if (rows.length === 0) {
    return (
      <None>
        {cursor ? (
          <a href={here}>Nothing is left here. Go to the newest.</a>
        ) : contact.erasedAt ? (
          "Nothing was asked of this contact."
        ) : (
          <>
            Nothing was asked of {contact.firstName} yet. A request hangs on a work item:{" "}
            <a href="/admin/work">choose the work</a>, then ask for what you need.
          </>
        )}
      </None>
    );
  }
  return (
    <>
      <RequestTable rows={rows} now={now} place={place} />
      <Pager
        text={`${plural(rows.length, "request")}, newest first`}
        first={cursor ? here : undefined}
        next={next && `${here}&after=${next}`}
      />
    </>
  );
}
