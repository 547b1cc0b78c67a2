import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { maySendAgain } from "@/lib/messages/rules";
import { insist, Refused } from "@/lib/refused";
import { insistSendable, mailRecipient, requestForUpdate, senderOf, whomAndWhat } from "./send-request";

/**
 * Mails one recipient of a sent request again, because their mail failed or nobody knows whether it arrived. They get a
 * newly made link (A1). A second press of the same button finds the newer mail and is refused.
 */
export async function sendToOne(staff: StaffActor, requestId: string, messageId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const request = await requestForUpdate(tx, staff, requestId);
    const ofRequest = and(
      eq(messages.firmId, staff.firmId),
      eq(messages.requestId, requestId),
      eq(messages.kind, "request"),
    );
    const [mail] = await tx
      .select({ contactId: messages.contactId, state: messages.state })
      .from(messages)
      .where(and(ofRequest, eq(messages.id, messageId)));
    if (!mail?.contactId) throw new Refused("missing", "That mail does not exist any more.");
    const [newest] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(ofRequest, eq(messages.contactId, mail.contactId)))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(1);
    if (newest?.id !== messageId)
      throw new Refused("conflict", "A newer mail to this person is there. Nothing was sent a second time.");
    insist(maySendAgain(mail.state));
    const asked = await whomAndWhat(tx, staff, request);
    insistSendable(request, asked);
    const person = asked.people.find(({ id }) => id === mail.contactId);
    if (!person) throw new Refused("missing", "This person no longer gets the request. Nothing was sent.");
    await record(tx, staff, "request.resent", { requestId, contactId: person.id, recipients: 1 });
    const from = await senderOf(tx, staff, request.clientId);
    await mailRecipient(tx, from, request, person, asked, `again:${messageId}`);
  });
}
