import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { loginLinks, logins } from "@/db/schema/logins";
import { hashToken, newToken } from "@/lib/crypto";
import { hashPassword } from "@/lib/logins/password-hash";

export const testPassword = "seven quiet herons wade";

let hashed: Promise<string> | undefined;

/** A login whose password is `testPassword`. */
export async function testLogin(firmId: string, contactId: string, email: string): Promise<string> {
  const passwordHash = await (hashed ??= hashPassword(testPassword));
  const [login] = await withFirm({ firmId }, (tx) =>
    tx
      .insert(logins)
      .values({ firmId, contactId, email, passwordHash, passwordSetAt: sql`now()` })
      .returning({ id: logins.id }),
  );
  return login?.id ?? "";
}

/** A mailed link that sets a password; returns its token, which is stored nowhere. */
export async function testLoginLink(
  firmId: string,
  link: { contactId: string; email: string; purpose?: "create" | "reset"; ageMinutes?: number },
): Promise<string> {
  const token = newToken();
  const { contactId, email, purpose = "reset", ageMinutes = 0 } = link;
  const minutes = (purpose === "reset" ? 30 : 7 * 24 * 60) - ageMinutes;
  await withFirm({ firmId }, (tx) =>
    tx.insert(loginLinks).values({
      ...{ firmId, contactId, email, purpose, tokenHash: hashToken(token) },
      endsAt: sql`now() + make_interval(mins => ${minutes})`,
    }),
  );
  return token;
}

/** The hash of a contact's password; undefined when there is no login. */
export const passwordHashOf = (firmId: string, contactId: string) =>
  withFirm({ firmId }, async (tx) => {
    const [login] = await tx
      .select({ hash: logins.passwordHash, email: logins.email })
      .from(logins)
      .where(eq(logins.contactId, contactId));
    return login;
  });
