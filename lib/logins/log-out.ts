import "server-only";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { loginSessions } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";

/** "Log out": ends this login's session. A device that is claimed on the same browser counts again (DECISIONS 8). */
export async function logOut(actor: ContactActor): Promise<void> {
  const loginSessionId = actor.loginSessionId ?? "";
  if (loginSessionId === "") return;
  await withFirm(actor, async (tx) => {
    await tx
      .delete(loginSessions)
      .where(and(eq(loginSessions.firmId, actor.firmId), eq(loginSessions.id, loginSessionId)));
    await record(tx, actor, "login.logged_out", { contactId: actor.contactId, loginSessionId });
  });
}
