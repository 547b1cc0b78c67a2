import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/host";
import { fromLine } from "@/lib/messages/enqueue";
import { partsOfEach } from "@/lib/tasks/parts-of-each";
import { isFor, requestLetter } from "./letter";
import { requestPage } from "./queries";

const senderOf = (staff: StaffActor) =>
  withFirm(staff, async (tx) => {
    const [found] = await tx
      .select({
        name: staffMembers.name,
        title: staffMembers.title,
        email: staffMembers.email,
        phone: staffMembers.phone,
      })
      .from(staffMembers)
      .where(and(eq(staffMembers.firmId, staff.firmId), eq(staffMembers.id, staff.staffId)));
    return found;
  });

/**
 * The letters that the recipients of a request would get from this staff member now, each with its From and To (W3); while
 * nobody is chosen one to nobody. Their button leads home: a link of one's own is only made when the mail is sent. None
 * when the request is not there.
 */
export async function letterPreviews(staff: StaffActor, firm: Firm, requestId: string) {
  const [request, sender] = [await requestPage(staff, requestId), await senderOf(staff)];
  if (!request || !sender) return [];
  const parts = await withFirm(staff, (tx) => partsOfEach(tx, staff.firmId, requestId));
  const chosen = request.people.filter((person) => person.chosen && !person.deletedAt);
  const nobody = { contactId: "", firstName: "", lastName: "", email: "" };
  return (chosen.length > 0 ? chosen : [nobody]).map((person) => ({
    contactId: person.contactId,
    name: `${person.firstName} ${person.lastName}`.trim(),
    from: fromLine(`${sender.name} (${firm.name})`),
    to: person.email,
    letter: requestLetter(firm, {
      sender,
      clientName: request.clientName,
      request,
      person: { id: person.contactId, firstName: person.firstName },
      tasks: request.tasks.filter((task) => !task.takenOutAt),
      parts,
      link: `${firm.origin}/`,
    }),
  }));
}

const untouched = {
  state: "open" as const,
  answerKind: null,
  answer: null,
  given: null,
  reason: null,
  promisedOn: null,
  answeredAt: null,
  doneAt: null,
  sentBackAt: null,
  sentBackReason: null,
  filesReceived: 0,
  workCompletedAt: null,
  takenOutAt: null,
  rewordedAt: null,
};

/**
 * What a recipient finds in the portal on opening a request, every task still to do (W3): who asks, and the tasks that are
 * theirs. Without a contact, what goes to everybody. Undefined when the request, or the recipient, is not there.
 */
export async function requestPreview(staff: StaffActor, requestId: string, contactId: string | undefined) {
  const [request, asker] = [await requestPage(staff, requestId), await senderOf(staff)];
  if (!request || !asker) return undefined;
  const person = request.people.find((one) => one.chosen && one.contactId === contactId);
  if (contactId !== undefined && !person) return undefined;
  const parts = await withFirm(staff, (tx) => partsOfEach(tx, staff.firmId, requestId));
  const theirs = request.tasks.filter((task) => !task.takenOutAt && isFor(task, contactId ?? ""));
  return {
    asker,
    reader: {
      contactId: person?.contactId ?? "",
      firstName: person?.firstName ?? "",
      fullName: person ? `${person.firstName} ${person.lastName}`.trim() : "the client",
    },
    tasks: theirs.map((task) => ({
      ...task,
      ...untouched,
      taskId: task.id,
      payment: task.details.transaction ?? null,
      requestId: request.id,
      sentAt: request.sentAt,
      requestTitle: request.title,
      note: request.note,
      needsReview: request.needsReview,
      dueOn: request.dueOn,
      workItemId: request.workItemId,
      workTitle: request.workTitle,
      clientId: request.clientId,
      clientName: request.clientName,
      senderId: staff.staffId,
      place: 1,
      confirms: task.details.confirm !== undefined,
      thread: [],
      drafts: {},
      parts: parts.filter((part) => part.taskId === task.id),
    })),
  };
}
