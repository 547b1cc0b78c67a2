import "server-only";
import { and, eq, inArray, notInArray, sql, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contacts } from "@/db/schema/people";
import { requestRecipients } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { Refused } from "@/lib/refused";

/** Of a whole request, or of one task. */
type Part = { requestId: string } | { taskId: string };

/** Whether a contact gave anything to it: an answer, a file, a comment. */
function gave(staff: StaffActor, part: Part): SQL {
  const of =
    "taskId" in part ? sql`t.id = ${part.taskId}::uuid` : sql`t.request_id = ${part.requestId}::uuid`;
  return sql`exists (select 1 from tasks t where t.firm_id = ${staff.firmId}::uuid and ${of} and (
      (t.answered_by = contacts.id and t.answer_kind is not null)
      or exists (select 1 from task_answers a where a.firm_id = t.firm_id and a.task_id = t.id and a.contact_id = contacts.id and a.answer_kind is not null)
      or exists (select 1 from files f where f.firm_id = t.firm_id and f.task_id = t.id and f.contact_id = contacts.id)
      or exists (select 1 from comments k where k.firm_id = t.firm_id and k.task_id = t.id and k.contact_id = contacts.id)))`;
}

/** What somebody gave stays theirs: they are not taken out of it afterwards. Throws Refused with the first of those who gave. */
export async function insistNothingGiven(
  tx: Tx,
  staff: StaffActor,
  part: Part,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  const [giver] = await tx
    .select({ firstName: contacts.firstName })
    .from(contacts)
    .where(and(eq(contacts.firmId, staff.firmId), inArray(contacts.id, ids), gave(staff, part)))
    .limit(1);
  if (!giver) return;
  const said = `${giver.firstName} has given something here already, so ${giver.firstName} stays a recipient. Choose ${giver.firstName} again.`;
  throw new Refused("conflict", said, { recipient_ids: said });
}

/** The same for those of a request's recipients whom one of its tasks would be for no longer. */
export async function insistGaveNothing(
  tx: Tx,
  staff: StaffActor,
  { requestId, taskId, kept }: { requestId: string; taskId: string; kept: string[] },
): Promise<void> {
  const others = await tx
    .select({ id: requestRecipients.contactId })
    .from(requestRecipients)
    .where(
      and(
        eq(requestRecipients.firmId, staff.firmId),
        eq(requestRecipients.requestId, requestId),
        notInArray(requestRecipients.contactId, kept),
      ),
    );
  await insistNothingGiven(
    tx,
    staff,
    { taskId },
    others.map(({ id }) => id),
  );
}
