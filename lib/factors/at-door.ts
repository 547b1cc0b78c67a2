import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { loginChallenges, logins } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { Origin } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { takeTurn } from "@/lib/access/rate-limit";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import {
  challengeOf,
  endChallenge,
  hasSecondFactor,
  nextStep,
  takeTry,
  type Factor,
  type LoginBrowser,
  type LoginStep,
} from "@/lib/logins/steps";
import type { Holder } from "./owner";

/** Somebody between the first factor and the session. */
export type AtDoor = {
  firmId: string;
  challenge: string | undefined;
  browser: LoginBrowser;
  from: Origin;
};
export type Stage = "factor" | "enrol";

/** `wrong`: try again; `over`: no challenge here any more, or no try left; `limit`: too many tries at this login. */
export type DoorAnswer = LoginStep | { kind: "wrong" | "over" | "limit" };

export type DoorLogin = {
  challengeId: string;
  of: Holder & { loginId: string };
  email: string;
  firstName: string;
  fullName: string;
};

/** Whose challenge this is, at that stage, of a contact who is active; undefined when there is none. Uses up no try. */
export async function doorLogin(at: AtDoor, stage: Stage): Promise<DoorLogin | undefined> {
  return withFirm({ firmId: at.firmId }, async (tx) => {
    const held = await challengeOf(tx, at.firmId, {
      challenge: at.challenge,
      browserToken: at.browser.token,
    });
    if (held?.stage !== stage) return undefined;
    const [login] = await tx
      .select({ email: logins.email, firstName: contacts.firstName, lastName: contacts.lastName })
      .from(logins)
      .innerJoin(contacts, allOf(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
      .where(
        allOf(eq(logins.firmId, at.firmId), eq(logins.id, held.loginId), sql`${contacts.deletedAt} is null`),
      );
    if (!login) return undefined;
    return {
      challengeId: held.challengeId,
      of: { firmId: at.firmId, loginId: held.loginId },
      email: login.email,
      firstName: login.firstName,
      fullName: `${login.firstName} ${login.lastName}`.trim(),
    };
  });
}

/**
 * Takes one of the challenge's five tries, and one of the login's ten in an hour, for good: what is tried afterwards
 * cannot give it back (MF4).
 */
export async function takeDoorTry(at: AtDoor, login: DoorLogin): Promise<"go" | "over" | "limit"> {
  const taken = await withFirm({ firmId: at.firmId }, (tx) => takeTry(tx, at.firmId, login.challengeId));
  if (!taken) return "over";
  return (await takeTurn("codesOfLogin", at.firmId, login.of.loginId)) ? "go" : "limit";
}

/**
 * Lets in after a right second factor, once: locks the login, has `prove` look at the factor in the same transaction,
 * and uses the challenge up. At the stage "enrol" a login that got a factor meanwhile is let in by that one only.
 */
export async function passDoor(
  at: AtDoor,
  login: DoorLogin,
  stage: Stage,
  prove: (tx: Tx) => Promise<Factor | undefined>,
): Promise<DoorAnswer> {
  const { firmId } = at;
  return withFirm({ firmId }, async (tx) => {
    await tx
      .select({ id: logins.id })
      .from(logins)
      .where(allOf(eq(logins.firmId, firmId), eq(logins.id, login.of.loginId)))
      .for("update");
    if (!(await liveStill(tx, at, login))) return { kind: "over" };
    if (stage === "enrol" && (await hasSecondFactor(tx, firmId, login.of.loginId))) return { kind: "over" };
    const factor = await prove(tx);
    if (!factor) {
      await record(tx, strangerActor(firmId, at.from), "login.factor_refused", { loginId: login.of.loginId });
      return { kind: "wrong" };
    }
    if (!(await endChallenge(tx, firmId, login.challengeId))) return { kind: "over" };
    const step = await nextStep(
      tx,
      { firmId, loginId: login.of.loginId, factors: ["password", factor] },
      at.browser,
      at.from,
    );
    return step ?? { kind: "over" };
  });
}

/** The try before this may have been the fifth: the challenge counts while it is there and in its ten minutes. */
async function liveStill(tx: Tx, at: AtDoor, login: DoorLogin): Promise<boolean> {
  const [live] = await tx
    .select({ id: loginChallenges.id })
    .from(loginChallenges)
    .where(
      allOf(
        eq(loginChallenges.firmId, at.firmId),
        eq(loginChallenges.id, login.challengeId),
        sql`${loginChallenges.endsAt} > now()`,
      ),
    );
  return live !== undefined;
}
