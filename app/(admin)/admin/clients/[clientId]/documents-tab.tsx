import { None } from "@/components/admin/blocks";
import { filesOfClient } from "@/lib/files/of-client";
import { DocumentsTable } from "../../files/documents-table";
import type { OfClient } from "./client-tabs";

/** Everything that was given for the client, by its contacts and by staff, newest first (C4). */
export async function DocumentsTab({ seen: { staff, client, here, cursor } }: { seen: OfClient }) {
  const page = await filesOfClient(staff.actor, client.id, cursor);
  if (page.rows.length === 0) {
    return (
      <None>
        {cursor ? (
          <a href={here}>Nothing is left here. Go to the newest.</a>
        ) : (
          "No documents yet. What the client sends for a task, and what you attach for it to read, appears here."
        )}
      </None>
    );
  }
  return (
    <DocumentsTable
      page={page}
      now={new Date()}
      place={staff.firm}
      withSender
      first={cursor ? here : undefined}
      next={page.next && `${here}&page=${page.next}`}
    />
  );
}
