import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { guests, workItems } from "@/db/schema/work";
import { staffMembers } from "@/db/schema/staff";
import { guestAsked } from "@/emails/guest-asked";
import type { ContactActor } from "@/lib/access/actor";
import { standingGuests } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken, newToken } from "@/lib/crypto";
import { firmById } from "@/lib/firms/firm-by-id";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayLetAnswer } from "@/lib/tasks/rules";
import { askedThrough, askerOf } from "./asker";
import { endGuests } from "./end-guests";
import { mayAddGuest } from "./rules";
import { tellAsker } from "./tell-asker";

const wrong = (said: string) => new Refused("invalid", said, { email: said });
const often = "You asked several people just now. Wait a while, then ask again.";

/**
 * The contact lets somebody else answer one task (A18): mails a link of its own to that address, whosever it is. Asked
 * again, the same address gets a new link and the one before it ends. Two people a task at most. The contact is told by
 * mail at each ask, whoever pressed.
 */
export async function askGuest(client: ContactActor, taskId: string, typed: string): Promise<void> {
  const email = canonicalEmail(typed);
  if (!email) throw wrong("That is not an email address. Write it like name@example.com.");
  if (
    !(await takeTurn("guestMailsShort", client.contactId)) ||
    !(await takeTurn("guestMailsDay", client.contactId))
  )
    throw new Refused("limit", often);
  await withFirm(client, async (tx) => {
    // the task's lock lets one ask of it happen at a time
    const task = await taskForUpdate(tx, client, taskId);
    insist(mayLetAnswer(task));
    const asker = await askerOf(tx, client);
    if (asker.email === email)
      throw wrong("This is your own address. Type the address of the person you want to ask.");
    const through = await askedThrough(tx, client);
    const before = and(
      eq(guests.taskId, taskId),
      eq(guests.email, email),
      eq(guests.contactId, client.contactId),
    );
    await endGuests(tx, client.firmId, before, "asked_again");
    const standing = await tx.$count(guests, and(standingGuests(client.firmId), eq(guests.taskId, taskId)));
    insist(mayAddGuest(standing));
    const token = newToken();
    const [guest] = await tx
      .insert(guests)
      .values({
        firmId: client.firmId,
        taskId,
        contactId: client.contactId,
        ...through,
        email,
        tokenHash: hashToken(token),
        endsAt: sql`now() + interval '720 hours'`,
      })
      .returning({ id: guests.id, endsAt: guests.endsAt });
    if (!guest) throw new Error("The guest was not stored.");
    const firm = await firmById(tx, client.firmId);
    await enqueue(tx, client.firmId, {
      kind: "guest",
      dedupeKey: `guest:${guest.id}`,
      to: email,
      guestId: guest.id,
      requestId: task.requestId,
      sender: { name: `${asker.name} (${firm.name})`, replyTo: asker.email },
      letter: guestAsked({
        ...letterheadOf(firm),
        askedBy: asker.name,
        accountant: await workOwner(tx, client.firmId, task.workItemId),
        taskTitle: task.title,
        endsOn: longDayOf(guest.endsAt, firm),
        link: `${firm.origin}/g/${token}`,
      }),
    });
    await tellAsker(tx, client, { firm, asker, email, task, guestId: guest.id, endsAt: guest.endsAt });
    await record(tx, client, "guest.asked", { taskId, requestId: task.requestId, guestId: guest.id });
  });
}

async function workOwner(tx: Tx, firmId: string, workItemId: string): Promise<string> {
  const [owner] = await tx
    .select({ name: staffMembers.name })
    .from(workItems)
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, workItems.firmId), eq(staffMembers.id, workItems.ownerId)),
    )
    .where(and(eq(workItems.firmId, firmId), eq(workItems.id, workItemId)));
  return owner?.name ?? "";
}
