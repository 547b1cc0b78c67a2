import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { visibleContacts } from "@/lib/contacts/queries";
import { firmById } from "@/lib/firms/firm-by-id";
import { insist, Refused } from "@/lib/refused";
import { mailLoginLink } from "./mail-login-link";
import { mayMailLogin } from "./rules";
import { modeNow } from "./steps";

/**
 * Staff mail a contact the link that sets a password, or that makes the login where there is none (L5, L11). Staff never
 * see the link. Returns which it was.
 */
export async function sendLoginLink(staff: StaffActor, contactId: string): Promise<"create" | "reset"> {
  if (!(await takeTurn("loginMailsOfStaff", staff.firmId, contactId)))
    throw new Refused(
      "limit",
      "Three such links were sent just now. Wait a quarter of an hour, then send one.",
    );
  return withFirm(staff, async (tx) => {
    const [contact] = await tx
      .select({
        email: contacts.email,
        firstName: contacts.firstName,
        deletedAt: contacts.deletedAt,
        erasedAt: contacts.erasedAt,
      })
      .from(contacts)
      .where(allOf(visibleContacts(staff), eq(contacts.id, contactId)))
      .for("no key update");
    if (!contact) throw new Refused("missing", "That contact does not exist.");
    insist(mayMailLogin(await modeNow(tx, staff.firmId), contact));
    const { email, firstName } = contact;
    return mailLoginLink(tx, await firmById(tx, staff.firmId), { contactId, email, firstName }, staff);
  });
}
