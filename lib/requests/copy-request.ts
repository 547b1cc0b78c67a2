import "server-only";
import type { StaffActor } from "@/lib/access/actor";
import { Refused } from "@/lib/refused";
import { createRequest } from "./edit-draft";
import { requestPage } from "./queries";

/** The draft that a copy made, and how many tasks were left out because nobody is left whom they were for. */
export type CopyMade = { requestId: string; leftOut: number };

/**
 * A new draft in a work item of the same client, with the words, tasks and recipients of a request (W4); without answers and
 * documents, with the work item's due day. Recipients who were deleted are not copied, nor are tasks that were taken out. A
 * task that was only for people who can no longer be asked is left out: it never becomes everybody's. Throws Refused.
 */
export async function copyRequest(
  staff: StaffActor,
  requestId: string,
  workItemId: string,
): Promise<CopyMade> {
  const request = await requestPage(staff, requestId);
  if (!request) throw new Refused("missing", "That request does not exist any more.");
  const recipientIds = request.people
    .filter((person) => person.chosen && !person.deletedAt)
    .map((person) => person.contactId);
  const copies = request.tasks
    .filter((task) => !task.takenOutAt)
    .map(({ kind, title, description, details, allMust, forEveryone, recipientIds: only }) => ({
      ...{ kind, title, description, details, allMust },
      recipientIds: forEveryone ? null : only.filter((id) => recipientIds.includes(id)),
    }));
  const tasks = copies.filter(({ recipientIds: only }) => only === null || only.length > 0);
  const { title, note, needsReview } = request;
  const draft = { workItemId, title, note, needsReview, recipientIds, tasks };
  return { requestId: await createRequest(staff, draft), leftOut: copies.length - tasks.length };
}
