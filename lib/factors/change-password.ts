import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { logins } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { firmById } from "@/lib/firms/firm-by-id";
import { closeLoginLinks } from "@/lib/logins/end-sessions";
import { passwordProblem } from "@/lib/logins/password";
import { clientNamesOf } from "@/lib/logins/set-password";
import { hashPassword, isPassword } from "@/lib/logins/password-hash";
import { passwordProblems } from "@/lib/logins/rules";
import { Refused } from "@/lib/refused";
import { dropSessions, ownLogin } from "./own-login";
import { forgetWrongProofs, noteRefusedProof, takeProofTurn } from "./proof-turns";
import { tellLogin } from "./tell-factor-change";

/**
 * Changes the password of whoever is logged in and knows the present one (ASVS 6.2.3). Logs out everywhere else, closes
 * mailed links that would set one, and tells the mailbox. Throws Refused("invalid" | "limit" | "forbidden").
 */
export async function changePassword(
  client: ContactActor,
  typed: { current: string; password: string },
): Promise<void> {
  const { login, firm, clientNames } = await withFirm(client, async (tx) => ({
    login: await ownLogin(tx, client),
    firm: await firmById(tx, client.firmId),
    clientNames: await clientNamesOf(tx, client.firmId, client.contactId),
  }));
  const { loginId, passwordHash, of: holder } = login;
  if (!passwordHash)
    throw new Refused(
      "missing",
      "Your login has no password. Ask for a link that sets one, under Get help signing in.",
    );
  await takeProofTurn(client, holder, tooMany);
  if (!(await isPassword(typed.current, passwordHash))) {
    await noteRefusedProof(client, holder, "password");
    throw refusedAt("current", wrong);
  }
  await forgetWrongProofs(holder);
  const problem = passwordProblem(typed.password, [
    ...[firm.name, firm.slug, login.fullName, login.email],
    ...clientNames,
  ]);
  if (problem) throw refusedAt("password", passwordProblems[problem]);
  const newHash = await hashPassword(typed.password);
  await withFirm(client, async (tx) => {
    const { of, passwordHash: now } = await ownLogin(tx, client);
    if (now !== passwordHash) throw refusedAt("current", wrong);
    await tx
      .update(logins)
      .set({ passwordHash: newHash, passwordSetAt: sql`now()` })
      .where(allOf(eq(logins.firmId, client.firmId), eq(logins.id, loginId)));
    await closeLoginLinks(tx, client.firmId, client.contactId);
    const loginsEnded = await dropSessions(tx, of, client.loginSessionId);
    await record(tx, client, "login.password_changed", { loginId, loginsEnded });
    await tellLogin(tx, of, "password_changed");
  });
}

const wrong = "That password is not right. Type the one you log in with now.";

const byLink = "ask for a link that sets a new one, under Get help signing in.";

const tooMany = {
  hour: `That was too many tries of your present password. Wait an hour, or ${byLink}`,
  month: `That was too many wrong tries of your present password this month. To change it, ${byLink}`,
};

const refusedAt = (field: "current" | "password", sentence: string): Refused =>
  new Refused("invalid", sentence, { [field]: sentence });
