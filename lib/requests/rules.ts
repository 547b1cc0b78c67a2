import { no, yes, type Verdict } from "@/lib/verdict";

export type StateOfRequest = {
  status: "draft" | "sent" | "withdrawn";
  tasks: number;
  /** Open tasks to approve something, without a document to read. */
  unreadable: string[];
  activeRecipients: number;
  workCompletedAt: Date | null;
};

/** The order of tasks, and their copies, are made while a request is a draft. */
export function mayEditDraft(request: Pick<StateOfRequest, "status" | "workCompletedAt">): Verdict {
  if (request.workCompletedAt) return no("This work is completed. Set it back to in progress to change it.");
  return request.status === "draft"
    ? yes
    : no("This request was sent, so its tasks keep their order. Change their words, or add a task.");
}

/** The most tasks that one request holds. */
export const mostTasks = 200;

const withdrawn = "This request was withdrawn. Make a new one.";

/** A draft, and a request that was sent while its work is not completed, may be changed, and tasks be added (W4). */
export function mayEditSent(request: Pick<StateOfRequest, "status" | "workCompletedAt">): Verdict {
  if (request.status === "sent" && !request.workCompletedAt) return yes;
  return request.status === "withdrawn" ? no(withdrawn) : mayEditDraft(request);
}

/** Send now, and resend (W3, W4): somebody to ask, something to ask, and work that is not completed. */
export function maySend(request: StateOfRequest): Verdict {
  if (request.workCompletedAt)
    return no("This work is completed. Set it back to in progress before you send.");
  if (request.status === "withdrawn") return no(withdrawn);
  if (request.tasks === 0) return no("Add at least one task before you send.");
  const [unread] = request.unreadable;
  if (unread !== undefined)
    return no(`Attach the document that is to be approved first: “${unread}” has none.`);
  if (request.activeRecipients === 0)
    return no(
      "Nobody is chosen who could answer: choose a recipient who is not deleted, or add a contact to the client first.",
    );
  return yes;
}

type Readable = { title: string; kind: string; state: string; reading: unknown[] };

/** The titles of the tasks that ask to approve a document which nobody attached. */
export const unreadableOf = (tasks: Readable[]): string[] =>
  tasks
    .filter((task) => task.kind === "approval" && task.state === "open" && task.reading.length === 0)
    .map(({ title }) => title);
