import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { firms } from "@/db/schema/firms";
import { logins, loginSessions, passkeys } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { newLoginSession } from "@/lib/access/login-session";
import { allOf } from "@/lib/access/conditions";
import { hashToken, newToken } from "@/lib/crypto";
import type { SecurityMode } from "@/lib/firms/security-mode";
import { hashPassword } from "@/lib/logins/password-hash";
import { nextStep, type Factor, type LoginStep } from "@/lib/logins/steps";
import { asLogin } from "../actors";

export const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const from = { ip: "127.0.0.1", requestId: "test" };

/** The firm's choice of what clients get in with. */
export const setMode = (firmId: string, mode: SecurityMode) =>
  withFirm({ firmId }, (tx) => tx.update(firms).set({ securityMode: mode }).where(eq(firms.id, firmId)));

/** A login of a contact, as the proven link makes it. */
export async function testLogin(
  contact: { firmId: string; contactId: string },
  email: string,
  password = "four plain words here",
): Promise<string> {
  const { firmId, contactId } = contact;
  const passwordHash = await hashPassword(password);
  return withFirm({ firmId }, async (tx) => {
    const [made] = await tx
      .insert(logins)
      .values({ firmId, contactId, email, passwordHash, passwordSetAt: sql`now()` })
      .returning({ id: logins.id });
    return made?.id ?? "";
  });
}

/** Somebody logged in on a browser of its own, `minutes` ago; what its cookies would hold comes with it. */
export async function loggedInContact(
  contact: { firmId: string; contactId: string },
  loginId: string,
  factors: Factor[],
  minutes = 0,
  browser = newToken(),
): Promise<{ client: ContactActor; login: string; browser: string }> {
  const { firmId, contactId } = contact;
  return withFirm({ firmId }, async (tx) => {
    const made = await newLoginSession(tx, { firmId, loginId, factors }, { token: browser, agent });
    await tx
      .update(loginSessions)
      .set({ createdAt: sql`now() - make_interval(mins => ${minutes})` })
      .where(allOf(eq(loginSessions.firmId, firmId), eq(loginSessions.id, made.sessionId)));
    const [known] = await tx
      .select({ id: browsers.id })
      .from(browsers)
      .where(allOf(eq(browsers.firmId, firmId), eq(browsers.tokenHash, hashToken(browser))));
    return {
      client: asLogin(firmId, { contactId, loginSessionId: made.sessionId, browserId: known?.id ?? "" }),
      login: made.token,
      browser,
    };
  });
}

/** What comes after a right password on a browser. */
export async function afterPassword(
  firmId: string,
  loginId: string,
  browser = newToken(),
): Promise<{ step: LoginStep; browser: string }> {
  const step = await withFirm({ firmId }, (tx) =>
    nextStep(tx, { firmId, loginId, factors: ["password"] }, { token: browser, agent }, from),
  );
  if (!step) throw new Error("The firm has no logins.");
  return { step, browser };
}

/** A passkey's row, for tests that never let it sign. */
export async function testPasskey(of: { firmId: string; loginId: string }): Promise<string> {
  const made = { credentialId: newToken(), publicKey: "x", rpId: "old.firm.example", name: "Old phone" };
  return withFirm({ firmId: of.firmId }, async (tx) => {
    const [row] = await tx
      .insert(passkeys)
      .values({ ...of, ...made })
      .returning({ id: passkeys.id });
    return row?.id ?? "";
  });
}
