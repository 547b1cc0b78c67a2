import "server-only";
import { withFirm } from "@/db/client";
import type { StaffActor } from "@/lib/access/actor";
import { insertWorkItem } from "@/lib/work-items/create-work-item";
import { insertDraft, type NewRequest } from "./edit-draft";

type OnTheWay = Omit<NewRequest, "workItemId"> & { clientId: string; workTitle: string };

/** A new draft with the work item that it hangs on, both or neither. Returns the draft's id. Throws Refused. */
export async function createRequestWithWork(
  staff: StaffActor,
  { clientId, workTitle, ...draft }: OnTheWay,
): Promise<string> {
  return withFirm(staff, async (tx) => {
    const work = { clientId, title: workTitle, startsOn: null, dueOn: null };
    return insertDraft(tx, staff, { ...draft, workItemId: await insertWorkItem(tx, staff, work) });
  });
}
