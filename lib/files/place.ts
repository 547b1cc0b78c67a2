import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema/people";
import { guests } from "@/db/schema/work";
import type { ContactActor, GuestActor, StaffActor } from "@/lib/access/actor";
import { insistKey } from "@/lib/access/api-key";
import { allOf, standingGuests } from "@/lib/access/conditions";
import { wayIn } from "@/lib/access/way-in";
import { insist, Refused } from "@/lib/refused";
import { taskForUpdate } from "@/lib/tasks/queries";
import { mayChange } from "@/lib/tasks/rules";
import { wantedByName } from "./rules";

/** Who sends files: a client's contact, its guest on one task, or staff. */
export type FileSender = ContactActor | GuestActor | StaffActor;

/** What a file hangs on: a task, as an answer, with a comment or for the client to read; or a client. */
export type FilePlace =
  | {
      taskId: string;
      purpose?: "answer" | "comment" | "reading" | undefined;
      /** Which of the task's wanted documents it is. */
      wanted?: string | undefined;
      clientId?: undefined;
    }
  | { clientId: string; taskId?: undefined; purpose?: undefined; wanted?: undefined };

type Purpose = "answer" | "comment" | "reading";
const purposes: Record<FileSender["kind"], Purpose[]> = {
  staff: ["comment", "reading"],
  contact: ["answer", "comment"],
  guest: ["answer"],
};

/** The columns of a place and its sender. */
export const placeColumns = (sender: FileSender, place: FilePlace) => ({
  taskId: place.taskId ?? null,
  clientId: place.clientId ?? null,
  purpose: place.clientId ? ("document" as const) : (place.purpose ?? "answer"),
  wanted: place.wanted ?? null,
  ...(sender.kind === "staff"
    ? { staffId: sender.staffId }
    : {
        contactId: sender.contactId,
        browserId: sender.browserId,
        guestId: sender.kind === "guest" ? sender.guestId : null,
      }),
});

/**
 * Locks what a file hangs on and insists that this sender may put one there: clients answer and comment, staff attach,
 * comment and keep documents. Answers with the place, and with the wanted document that the file's name tells where it
 * says none. Throws Refused.
 */
export async function insistPlace(
  tx: Tx,
  sender: FileSender,
  place: FilePlace,
  name = "",
): Promise<FilePlace> {
  if (place.taskId === undefined) {
    await insistSender(tx, sender, "held");
    const [client] =
      sender.kind === "staff"
        ? await tx
            .select({ id: clients.id })
            .from(clients)
            .where(and(eq(clients.firmId, sender.firmId), eq(clients.id, place.clientId)))
        : [];
    if (!client) throw new Refused("missing", "That client does not exist any more.");
    return place;
  }
  const task = await heldTask(tx, sender, place.taskId);
  insist(mayChange(task, readerOf(sender)));
  const purpose = place.purpose ?? "answer";
  if (!purposes[sender.kind].includes(purpose))
    throw new Refused("invalid", "A file cannot be added here in this way. Load the page again.");
  if (place.wanted !== undefined && !task.details.wanted?.includes(place.wanted))
    throw new Refused("invalid", "That document is not asked for any more. Load the page again.");
  const wanted = place.wanted ?? wantedByName(name, task.details.wanted ?? []);
  return purpose === "answer" && wanted !== undefined ? { ...place, wanted } : place;
}

/**
 * Insists that whoever sends may do so still, for bytes may take hours to come: a contact by the device or login it began
 * with (A12, L6), a guest (A18), a program by its key (I1). Staff's own forms ask at their door, before each write. `held`: nobody ends it before the transaction is over. Throws Refused.
 */
export async function insistSender(tx: Tx, sender: FileSender, held?: "held"): Promise<void> {
  if (sender.kind === "contact" && !(await wayIn(tx, sender, held)))
    throw new Refused(
      "forbidden",
      "You are no longer in on this device. Open a link from our mail again, then send the file again.",
    );
  if (sender.kind === "guest" && !(await guestStands(tx, sender, held)))
    throw new Refused("forbidden", "You can answer this no longer, so the file was not sent.");
  if (sender.kind === "staff" && sender.apiKeyId !== undefined)
    await insistKey(tx, { ...sender, apiKeyId: sender.apiKeyId }, held);
}

async function guestStands(tx: Tx, { firmId, guestId }: GuestActor, held?: "held"): Promise<boolean> {
  const asked = tx
    .select({ id: guests.id })
    .from(guests)
    .where(allOf(standingGuests(firmId), eq(guests.id, guestId)))
    .$dynamic();
  return (await (held ? asked.for("share") : asked)).length === 1;
}

/**
 * Holds who sends and the task: a deactivation takes the member before its work, and who lets a guest answer takes the task
 * before the way it is in by.
 */
async function heldTask(tx: Tx, sender: FileSender, taskId: string) {
  if (sender.kind === "staff") await insistSender(tx, sender, "held");
  const task = await taskForUpdate(tx, sender, taskId);
  if (sender.kind !== "staff") await insistSender(tx, sender, "held");
  return task;
}

const readerOf = ({ kind }: FileSender) => (kind === "staff" ? "staff" : "client");

/** Insists that what a file hangs on is still there and open. Throws Refused. */
export async function insistStillOpen(tx: Tx, sender: FileSender, taskId: string | null): Promise<void> {
  if (taskId === null) await insistSender(tx, sender, "held");
  else insist(mayChange(await heldTask(tx, sender, taskId), readerOf(sender)));
}
