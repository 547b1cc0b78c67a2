import { None } from "@/components/admin/blocks";
import { Cell, Pager, Table, TitleCell } from "@/components/admin/table";
import { FileLink } from "@/components/ui/file-list";
import { filesOfContact, type FileOfContact } from "@/lib/files/of-contact";
import { formatBytes } from "@/lib/files/rules";
import { plural } from "@/lib/format";
import { momentCell } from "../../when-words";
import { cursorOf, type OfContact } from "./tab";

const columns = [
  { label: "Document" },
  { label: "For", width: "w-[20rem]" },
  { label: "Received", width: "w-[11rem]" },
  { label: "Download", width: "w-[6rem]", hidden: true },
];

/** The files that the contact gave, newest first (C4). */
export async function DocumentsTab({ seen }: { seen: OfContact }) {
  const { staff, contact, here, asked } = seen;
  const cursor = cursorOf(asked);
  const { rows, next } = await filesOfContact(staff, contact.id, cursor);
  if (rows.length === 0) {
    return (
      <None>
        {cursor ? (
          <a href={here}>Nothing is left here. Go to the newest.</a>
        ) : (
          <>No documents yet. What {contact.firstName} sends for a task appears here.</>
        )}
      </None>
    );
  }
  return (
    <>
      <Table caption="Documents" columns={columns}>
        {rows.map((file) => (
          <FileRow key={file.id} file={file} seen={seen} />
        ))}
      </Table>
      <Pager
        text={`${plural(rows.length, "document")}, newest first`}
        first={cursor ? here : undefined}
        next={next && `${here}&after=${next}`}
      />
    </>
  );
}

function FileRow({ file, seen: { now, place } }: { file: FileOfContact; seen: OfContact }) {
  return (
    <tr>
      <TitleCell title={file.name} sub={formatBytes(file.size)} />
      <Cell phone="off">
        <a className="t1" href={`/admin/work/${file.workItemId}#task-${file.taskId}`} title={file.taskTitle}>
          {file.taskTitle}
        </a>
        <span className="t2" title={file.workTitle}>
          {file.workTitle}
        </span>
      </Cell>
      <Cell>{momentCell(file.at, now, place)}</Cell>
      <Cell phone="end" className="r">
        <FileLink file={file.name} href={`/admin/files/${file.id}`}>
          Download
        </FileLink>
      </Cell>
    </tr>
  );
}
