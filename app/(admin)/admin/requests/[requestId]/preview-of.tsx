import type { StaffVisitor } from "@/lib/access/staff-session";
import { letterPreviews } from "@/lib/requests/preview";
import { Preview } from "./preview";
import type { RequestShown } from "./sent-request";

type Props = { staff: StaffVisitor; request: RequestShown };

/** The preview of a request, for each of its recipients. */
export async function PreviewOf({ staff: { actor, firm }, request }: Props) {
  const mails = await letterPreviews(actor, firm, request.id);
  const [first, ...others] = mails.map(({ contactId, name, from, to, letter }) => ({
    id: contactId || "anybody",
    name: name || "the client",
    mail: { subject: letter.subject, from, to },
  }));
  if (!first) return null;
  return (
    <Preview
      requestId={request.id}
      readers={[first, ...others]}
      remark={
        request.status === "draft"
          ? "The draft as it was saved last. To look at: nothing in it is sent."
          : "With every task still to do. To look at: nothing in it is sent."
      }
      stamp={stampOf(request)}
    />
  );
}

const stampOf = ({ version, tasks }: RequestShown): string =>
  [version, ...tasks.map((task) => [task.id, task.version, task.reading.length].join("."))].join(" ");
