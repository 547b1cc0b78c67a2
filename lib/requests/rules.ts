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
    : no(
        "This request was sent meanwhile, so it is no draft any more. Load the page again to see it and change it there.",
      );
}

/** The most tasks that one request holds. */
export const mostTasks = 200;

const withdrawn = "This request was withdrawn. Make a new one.";

const heldNow =
  "Lodge holds these mails for some seconds, so that you can undo the sending. Undo it, or wait until they have gone.";

/** What goes out as it was written is not changed meanwhile: a sending that is held is undone, or over in some seconds (S10). */
export const mayChangeHeld = ({ held }: { held: boolean }): Verdict => (held ? no(heldNow) : yes);

/** A draft, and a request that was sent while its work is not completed, may be changed, and tasks be added (W4). */
export function mayEditSent(
  request: Pick<StateOfRequest, "status" | "workCompletedAt"> & { held?: boolean },
): Verdict {
  if (request.held) return no(heldNow);
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

type Sending = {
  /** Nothing was sent, withdrawn or undone since. */
  isLast: boolean;
  /** The firm's seconds are not over. */
  inTime: boolean;
  isFirst: boolean;
  /** Mails that the worker has not taken, and those that it has. */
  waiting: number;
  gone: number;
};

/** A sending is undone while something of it is held (S10); a first one not after clients can see it, unless it is stopped half way. */
export function mayUndoSend({ isLast, inTime, isFirst, waiting, gone }: Sending): Verdict {
  if (!isLast)
    return no("Nothing is held any more: it went out or was undone already, or something newer happened.");
  const isHeld = waiting > 0 && (gone > 0 || !isFirst);
  if (gone > 0 && waiting === 0)
    return no("Too late to undo: every mail is on its way already. You can withdraw the request instead.");
  return inTime || isHeld
    ? yes
    : no("Too late to undo: the mails are on their way. You can withdraw the request instead.");
}
