import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { logins, loginSessions, passkeys } from "@/db/schema/logins";
import { staffSessions } from "@/db/schema/staff";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { isPassword } from "@/lib/logins/password-hash";
import { Refused } from "@/lib/refused";
import { heldFactors } from "./held";
import { isProofCode, mailProofCode } from "./mailed-code";
import { visibleFactors } from "./own-login";
import { ownHolder, sessionOf, type Self } from "./own";
import { heldBy, type Holder } from "./owner";
import { passkeyHolder, passkeyOptions } from "./passkey-check";
import type { Asked } from "./passkey-challenge";
import { forgetWrongProofs, noteRefusedProof, takeProofTurn } from "./proof-turns";
import { rpOf } from "./rp";
import type { Held } from "./rules";
import { useTotp } from "./totp-rows";

/**
 * What somebody proves with that it is still them: the password, a code of the app, a passkey of this host, a code that is
 * mailed to staff without a factor, or a new log-in.
 */
type ProofWay = "password" | "code" | "passkey" | "mail" | "log_in";
/** `due`: it is asked for now. Within five minutes of getting in it is not. */
export type Proof = { way: ProofWay; due: boolean };

type Standing = {
  of: Holder;
  fresh: boolean;
  passwordHash: string | null;
  /** The origin that a staff session belongs to. */
  host: string | null;
  held: Held;
  passkeysHere: number;
};

async function standing(self: Self): Promise<Standing> {
  return withFirm(self, async (tx) => {
    const { of } = await ownHolder(tx, self);
    const how = self.kind === "contact" ? await loginStanding(tx, self) : await staffStanding(tx, self);
    const here = how.host
      ? allOf(heldBy(passkeys, of), eq(passkeys.rpId, new URL(how.host).hostname))
      : nothing;
    const passkeysHere = await tx.$count(passkeys, here);
    return { of, ...how, held: await heldFactors(tx, of), passkeysHere };
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
  return { ...(row ?? { passwordHash: null, fresh: false }), host: null };
}

async function staffStanding(tx: Tx, self: Self) {
  const [row] = await tx
    .select({
      fresh: sql<boolean>`${staffSessions.createdAt} > now() - interval '5 minutes'`,
      host: staffSessions.host,
    })
    .from(staffSessions)
    .where(
      allOf(
        eq(staffSessions.firmId, self.firmId),
        sql`${staffSessions.id} = ${sessionOf(self) ?? null}::uuid`,
      ),
    );
  return { passwordHash: null, fresh: row?.fresh ?? false, host: row?.host ?? null };
}

/** The strongest that can be given in place. A mailed code never takes the place of a passkey that belongs to another host. */
function wayOf(self: Self, { passwordHash, held, passkeysHere }: Standing): ProofWay {
  if (passwordHash) return "password";
  if (held.totp) return "code";
  if (self.kind !== "staff") return "log_in";
  if (passkeysHere > 0) return "passkey";
  return held.passkeys > 0 ? "log_in" : "mail";
}

/** What the form has to ask for, now or once the five minutes run out while it is open. */
export async function proofWanted(self: Self): Promise<Proof> {
  const row = await standing(self);
  return { way: wayOf(self, row), due: !row.fresh };
}

const askedOfPasskey = (self: Self, of: Holder): Asked => ({
  firmId: self.firmId,
  purpose: "prove",
  // the session is what the challenge is bound to: it serves no other
  browserToken: `session ${sessionOf(self) ?? ""}`,
  of,
});

const rpOfStanding = ({ host }: Standing) => rpOf({ name: "" }, host ?? "http://nowhere.invalid");

/** What staff's browser asks the passkey that proves who is there. Throws Refused("forbidden") without a session. */
export async function proofOptions(staff: StaffActor) {
  const row = await standing(staff);
  return passkeyOptions(askedOfPasskey(staff, row.of), rpOfStanding(row));
}

const wrong = {
  mail: "That code is not right, or is too old. Lodge has mailed you the one that counts now: type the code in its newest mail.",
  passkey: "That passkey did not prove who you are. Press “Confirm with your passkey” once more.",
  password: "That password is not right. Type the one you log in with.",
  code: "That code is not right, or was used already. Type the one that your app shows now.",
};

const wanted = {
  code: "You got in more than five minutes ago. Type the code that your app shows now.",
  passkey: "You signed in more than five minutes ago. Press “Confirm with your passkey”.",
  mail: "You signed in more than five minutes ago, so Lodge has mailed you a code. Type it here, then press again.",
};

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
 * minutes; staff confirm in the same form, with a code that is mailed on the first press where they have no factor. Ten tries
 * an hour and a hundred wrong ones a month. Before the verb's own transaction. Throws Refused("invalid" | "limit" | "forbidden").
 */
export async function proveAgain(self: Self, typed: string): Promise<void> {
  const row = await standing(self);
  if (row.fresh) return;
  const way = wayOf(self, row);
  if (way === "log_in") throw new Refused("forbidden", anew[self.kind]);
  if (way !== "password" && typed.trim() === "") {
    if (way === "mail" && self.kind === "staff") await mailProofCode(self);
    throw new Refused("invalid", wanted[way], { proof: wanted[way] });
  }
  await takeProofTurn(self, row.of, tooMany[self.kind]);
  if (await isRight(self, row, way, typed)) return forgetWrongProofs(row.of);
  if (way === "mail" && self.kind === "staff") await mailProofCode(self);
  await noteRefusedProof(self, row.of, way === "code" ? "totp" : way);
  throw new Refused("invalid", wrong[way], { proof: wrong[way] });
}

async function isRight(
  self: Self,
  row: Standing,
  way: Exclude<ProofWay, "log_in">,
  typed: string,
): Promise<boolean> {
  switch (way) {
    case "password":
      return isPassword(typed, row.passwordHash);
    case "code":
      return withFirm(self, (tx) => useTotp(tx, row.of, typed));
    case "mail":
      return self.kind === "staff" && isProofCode(self, typed);
    case "passkey": {
      const by = await passkeyHolder(askedOfPasskey(self, row.of), rpOfStanding(row), typed, self.from);
      return by !== undefined;
    }
  }
}
