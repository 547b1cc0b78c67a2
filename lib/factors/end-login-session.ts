import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { loginSessions } from "@/db/schema/logins";
import { guests } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { endGuests } from "@/lib/guests/end-guests";
import { Refused } from "@/lib/refused";
import { ownLogin } from "./own-login";

/** Logs the contact out in one other browser; it is out at its next request, and whom the login asked to answer a task (A18). */
export async function endLoginSession(client: ContactActor, sessionId: string): Promise<void> {
  await withFirm(client, async (tx) => {
    const { loginId } = await ownLogin(tx, client);
    const ended = await tx
      .delete(loginSessions)
      .where(
        allOf(
          eq(loginSessions.firmId, client.firmId),
          eq(loginSessions.loginId, loginId),
          eq(loginSessions.id, sessionId),
        ),
      )
      .returning({ id: loginSessions.id });
    if (ended.length === 0) throw new Refused("missing", "That log-in has ended already.");
    const out = await endGuests(tx, client.firmId, eq(guests.loginId, loginId), "login_ended");
    const ids = { loginId, loginSessionId: sessionId };
    await record(tx, client, "login_session.ended", { ...ids, guestsEnded: out.length });
  });
}
