import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { loginSessions } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { Refused } from "@/lib/refused";
import { ownLogin } from "./own-login";

/** Logs the contact out in one other browser; it is out at its next request. */
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
    await record(tx, client, "login_session.ended", { loginId, loginSessionId: sessionId });
  });
}
