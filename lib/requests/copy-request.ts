import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { Refused } from "@/lib/refused";
import { visibleWorkItems } from "@/lib/work-items/queries";
import { createRequest } from "./edit-draft";
import { requestPage } from "./queries";
import { contactsOfClient } from "./set-recipients";

/** The draft that a copy made, and how many tasks were left out because nobody is left whom they were for. */
export type CopyMade = { requestId: string; leftOut: number };

/**
 * A new draft in a work item of the same client, with the words, tasks and recipients of a request (W4); without answers and
 * documents, with the work item's due day. Recipients who were deleted or left the client are not copied, nor are tasks that were taken out. A
 * task that was only for people who can no longer be asked is left out: it never becomes everybody's. Throws Refused.
 */
export async function copyRequest(
  staff: StaffActor,
  requestId: string,
  workItemId: string,
): Promise<CopyMade> {
  const request = await requestPage(staff, requestId);
  if (!request) throw new Refused("missing", "That request does not exist any more.");
  const still = await withFirm(staff, async (tx) => {
    const [work] = await tx
      .select({ clientId: workItems.clientId })
      .from(workItems)
      .where(allOf(visibleWorkItems(staff), eq(workItems.id, workItemId)));
    if (work?.clientId !== request.clientId)
      throw new Refused("invalid", "Choose work of the same client.", { work_item_id: "Choose other work." });
    return contactsOfClient(tx, staff, request.clientId);
  });
  const recipientIds = request.people
    .filter((person) => person.chosen && still.includes(person.contactId))
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
