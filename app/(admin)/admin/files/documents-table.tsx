import { Cell, Pager, Table, TitleCell } from "@/components/admin/table";
import { FileLink } from "@/components/ui/file-row";
import type { ListedFile, ListedOnTask } from "@/lib/files/listed";
import { marksInWords } from "@/lib/files/mark-rules";
import { formatBytes } from "@/lib/files/rules";
import { plural, type Place } from "@/lib/format";
import type { Page } from "@/lib/paging";
import { momentCell } from "../when-words";

type Listed = ListedFile | ListedOnTask;

const columns = [
  { label: "Document" },
  { label: "For", width: "w-[34%]" },
  { label: "Sent", width: "w-[13rem]" },
  { label: "Download", width: "w-[6rem]", hidden: true },
];

type Props = {
  page: Page<Listed>;
  now: Date;
  place: Place;
  /** Says of each who sent it. */
  withSender: boolean;
  /** The address of the list, and of its next page. */
  first: string | undefined;
  next: string | undefined;
};

/** Documents, newest first: of a contact or a client (C4). */
export function DocumentsTable({ page: { rows }, now, place, withSender, first, next }: Props) {
  return (
    <>
      <Table caption="Documents" columns={columns}>
        {rows.map((file) => (
          <tr key={file.id}>
            <TitleCell
              title={file.name}
              sub={[kindOf(file), formatBytes(file.size), ...marksInWords(file.marks)].join(" · ")}
            />
            <Cell className="full-m">
              <For file={file} />
            </Cell>
            <Cell>
              {momentCell(file.at, now, place)}
              {withSender ? <By file={file} /> : null}
            </Cell>
            <Cell phone="end" className="r">
              <FileLink file={file.name} href={`/admin/files/${file.id}`}>
                Download
              </FileLink>
            </Cell>
          </tr>
        ))}
      </Table>
      <Pager text={`${plural(rows.length, "document")}, newest first`} first={first} next={next} />
    </>
  );
}

const kinds: Record<Listed["purpose"], string> = {
  answer: "Answer",
  comment: "With a comment",
  reading: "For the client to read",
  document: "Kept with the client",
};

const kindOf = ({ purpose, commentId }: Listed): string =>
  purpose === "comment" && commentId === null ? "For a comment that was not sent" : kinds[purpose];

function For({ file }: { file: Listed }) {
  if (!("taskId" in file)) return <span className="t2">The client, no task</span>;
  const at = file.commentId ? `comment-${file.commentId}` : `task-${file.taskId}`;
  const where = `${file.workTitle} · ${file.requestTitle}`;
  return (
    <>
      <a className="t1" href={`/admin/work/${file.workItemId}#${at}`} title={file.taskTitle}>
        {file.taskTitle}
      </a>
      <span className="t2" title={where}>
        {where}
      </span>
    </>
  );
}

function By({ file: { contactId, contactName, staffName } }: { file: Listed }) {
  const name = contactName ?? staffName ?? "";
  return (
    <span className="t2" title={name}>
      {contactId ? <a href={`/admin/contacts/${contactId}`}>{name}</a> : name}
    </span>
  );
}
