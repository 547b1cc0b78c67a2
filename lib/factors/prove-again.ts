import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { logins, loginSessions, totpSecrets } from "@/db/schema/logins";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { isPassword } from "@/lib/logins/password-hash";
import { Refused } from "@/lib/refused";
import { visibleFactors } from "./own-login";
import { useTotp } from "./totp-rows";

/** What a person has to give again before a change: nothing within five minutes of the log-in, else the password. */
export type Proof = "none" | "password" | "code" | "log_in";

async function standing(client: ContactActor) {
  const [row] = await withFirm(client, (tx) =>
    tx
      .select({
        loginId: logins.id,
        passwordHash: logins.passwordHash,
        fresh: sql<boolean>`${loginSessions.createdAt} > now() - interval '5 minutes'`,
        hasTotp: sql<boolean>`exists (select 1 from ${totpSecrets} t where t.firm_id = logins.firm_id and t.login_id = logins.id and t.confirmed_at is not null)`,
      })
      .from(logins)
      .innerJoin(
        loginSessions,
        allOf(eq(loginSessions.firmId, logins.firmId), eq(loginSessions.loginId, logins.id)),
      )
      .where(
        allOf(visibleFactors(client), sql`${loginSessions.id} = ${client.loginSessionId ?? null}::uuid`),
      ),
  );
  if (!row)
    throw new Refused(
      "forbidden",
      "Log in first. How you log in can only be changed by whoever is logged in.",
    );
  return row;
}

const proofOf = (row: Awaited<ReturnType<typeof standing>>): Proof =>
  row.fresh ? "none" : row.passwordHash ? "password" : row.hasTotp ? "code" : "log_in";

/** What the form has to ask for. */
export const proofWanted = async (client: ContactActor): Promise<Proof> => proofOf(await standing(client));

const wrong = {
  password: "That password is not right. Type the one you log in with.",
  code: "That code is not right, or was used already. Type the one that your app shows now.",
};

/**
 * Asks again who is there before a factor is added or removed, when the log-in is older than five minutes; ten tries
 * an hour. Before the verb's own transaction. Throws Refused("invalid" | "limit" | "forbidden").
 */
export async function proveAgain(client: ContactActor, typed: string): Promise<void> {
  const row = await standing(client);
  const proof = proofOf(row);
  if (proof === "none") return;
  if (proof === "log_in")
    throw new Refused(
      "forbidden",
      "Your log-in is older than five minutes. Sign out, log in again with your passkey, then do this.",
    );
  if (!(await takeTurn("proofsOfLogin", client.firmId, row.loginId)))
    throw new Refused("limit", "That was too many tries. Wait an hour, or log in again, then go on.");
  const right =
    proof === "password"
      ? await isPassword(typed, row.passwordHash)
      : await withFirm(client, (tx) => useTotp(tx, { firmId: client.firmId, loginId: row.loginId }, typed));
  if (!right) throw new Refused("invalid", wrong[proof], { proof: wrong[proof] });
}
