import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { logins, loginSessions } from "@/db/schema/logins";
import { staffSessions } from "@/db/schema/staff";
import type { ContactActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { isPassword } from "@/lib/logins/password-hash";
import { Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { visibleFactors } from "./own-login";
import { ownHolder, sessionOf, type Self } from "./own";
import type { Holder } from "./owner";
import { forgetWrongProofs, noteRefusedProof, takeProofTurn } from "./proof-turns";
import { useTotp } from "./totp-rows";

/** What a person has to give again before a change: nothing within five minutes of getting in, else the password or a code. */
export type Proof = "none" | "password" | "code" | "log_in";

type Standing = { of: Holder; fresh: boolean; passwordHash: string | null; hasTotp: boolean };

async function standing(self: Self): Promise<Standing> {
  return withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    const how = self.kind === "contact" ? await loginStanding(tx, self) : await staffStanding(tx, self);
    return { of, ...how, hasTotp: (await heldFactors(tx, of)).totp };
  });
}

async function loginStanding(tx: Tx, client: ContactActor) {
  const [row] = await tx
    .select({
      passwordHash: logins.passwordHash,
      fresh: sql<boolean>`${loginSessions.createdAt} > now() - interval '5 minutes'`,
    })
    .from(logins)
    .innerJoin(
      loginSessions,
      allOf(eq(loginSessions.firmId, logins.firmId), eq(loginSessions.loginId, logins.id)),
    )
    .where(allOf(visibleFactors(client), sql`${loginSessions.id} = ${sessionOf(client) ?? null}::uuid`));
  return row ?? { passwordHash: null, fresh: false };
}

async function staffStanding(tx: Tx, self: Self) {
  const [row] = await tx
    .select({ fresh: sql<boolean>`${staffSessions.createdAt} > now() - interval '5 minutes'` })
    .from(staffSessions)
    .where(
      allOf(
        eq(staffSessions.firmId, self.firmId),
        sql`${staffSessions.id} = ${sessionOf(self) ?? null}::uuid`,
      ),
    );
  return { passwordHash: null, fresh: row?.fresh ?? false };
}

const proofOf = (row: Standing): Proof =>
  row.fresh ? "none" : row.passwordHash ? "password" : row.hasTotp ? "code" : "log_in";

/** What the form has to ask for. */
export const proofWanted = async (self: Self): Promise<Proof> => proofOf(await standing(self));

const wrong = {
  password: "That password is not right. Type the one you log in with.",
  code: "That code is not right, or was used already. Type the one that your app shows now.",
};

const codeWanted = "You got in more than five minutes ago. Type the code that your app shows now.";

const anew = {
  contact: "Your log-in is older than five minutes. Sign out, log in again with your passkey, then do this.",
  staff: "You signed in more than five minutes ago. Sign out, sign in again, then do this.",
};

const tooMany = {
  contact: {
    hour: "That was too many tries. Wait an hour, or log in again, then go on.",
    month:
      "That was too many wrong tries this month. Sign out, log in again, then do this within five minutes.",
  },
  staff: {
    hour: "That was too many tries. Wait an hour, or sign in again, then go on.",
    month:
      "That was too many wrong tries this month. Sign out, sign in again, then do this within five minutes.",
  },
};

/**
 * Asks again who is there before a factor is added or removed, or somebody is let in, when the log-in is older than five
 * minutes; ten tries an hour and a hundred wrong ones a month. Before the verb's own transaction. Throws Refused("invalid" | "limit" | "forbidden").
 */
export async function proveAgain(self: Self, typed: string): Promise<void> {
  const row = await standing(self);
  const proof = proofOf(row);
  if (proof === "none") return;
  if (proof === "log_in") throw new Refused("forbidden", anew[self.kind]);
  if (proof === "code" && typed.trim() === "")
    throw new Refused("invalid", codeWanted, { proof: codeWanted });
  await takeProofTurn(self, row.of, tooMany[self.kind]);
  const right =
    proof === "password"
      ? await isPassword(typed, row.passwordHash)
      : await withFirm(self, (tx) => useTotp(tx, row.of, typed));
  if (right) return forgetWrongProofs(row.of);
  await noteRefusedProof(self, row.of, proof === "code" ? "totp" : proof);
  throw new Refused("invalid", wrong[proof], { proof: wrong[proof] });
}
