import { None } from "@/components/admin/blocks";
import { filesOfContact } from "@/lib/files/of-contact";
import { DocumentsTable } from "../../files/documents-table";
import { cursorOf, type OfContact } from "./tab";

/** The files that the contact gave, newest first (C4). */
export async function DocumentsTab({ seen }: { seen: OfContact }) {
  const { staff, contact, here, asked, now, place } = seen;
  const cursor = cursorOf(asked);
  const page = await filesOfContact(staff, contact.id, cursor);
  if (page.rows.length === 0) {
    return (
      <None>
        {cursor ? (
          <a href={here}>Nothing is left here. Go to the newest.</a>
        ) : contact.erasedAt ? (
          "This contact gave no documents."
        ) : (
          <>No documents yet. What {contact.firstName} sends for a task appears here.</>
        )}
      </None>
    );
  }
  return (
    <DocumentsTable
      page={page}
      now={now}
      place={place}
      withSender={false}
      first={cursor ? here : undefined}
      next={page.next && `${here}&after=${page.next}`}
    />
  );
}
