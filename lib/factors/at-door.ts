import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { loginChallenges } from "@/db/schema/logins";
import type { Origin } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { firmById } from "@/lib/firms/firm-by-id";
import { challengeOf, endChallenge, takeTry, type ChallengeStage } from "@/lib/logins/challenges";
import {
  hasSecondFactor,
  nextStep,
  type Factor,
  type LoginBrowser,
  type LoginStep,
} from "@/lib/logins/steps";
import { nextStaffStep } from "@/lib/staff/steps";
import { forgetWrongCodes, isKnownBrowser, takeCodeTurn } from "./code-turns";
import { dropOtherSessions } from "./own-login";
import type { Holder } from "./owner";
import { lockHolder, personOf, subjectOf, type Person } from "./people";

/** Somebody between the first factor and the session. */
export type AtDoor = {
  firmId: string;
  challenge: string | undefined;
  browser: LoginBrowser;
  from: Origin;
  /** Of the staff side: the host that the session will belong to. A contact's challenge is none there, nor the other way round. */
  staffHost?: string;
};

/** `wrong`: try again; `over`: no challenge here any more, or no try left; `limit`: too many tries at this login. */
export type DoorAnswer = LoginStep | { kind: "wrong" | "over" | "limit" };

export type DoorPerson = Person & {
  challengeId: string;
  of: Holder;
  stage: ChallengeStage;
  knownBrowser: boolean;
  firmName: string;
};

/** Whose challenge this is, at that stage, of somebody who is active; undefined when there is none. Uses up no try. */
export async function doorPerson(at: AtDoor, stage: ChallengeStage): Promise<DoorPerson | undefined> {
  return withFirm({ firmId: at.firmId }, async (tx) => {
    const held = await challengeOf(tx, at.firmId, {
      challenge: at.challenge,
      browserToken: at.browser.token,
    });
    if (held?.stage !== stage) return undefined;
    const { challengeId, of } = held;
    if ((of.staffId === undefined) !== (at.staffHost === undefined)) return undefined;
    const person = await personOf(tx, of);
    if (!person) return undefined;
    const knownBrowser = await isKnownBrowser(tx, of, at.browser.token);
    const firmName = (await firmById(tx, at.firmId)).name;
    return { ...person, challengeId, of, stage, knownBrowser, firmName };
  });
}

/**
 * Takes one of the challenge's five tries, and one of the holder's ten in an hour, for good: what is tried afterwards
 * cannot give it back (MF4). An address that has none left takes none of anybody's. Where a factor is set up there is
 * none to guess, so that nobody keeps another from it.
 */
export async function takeDoorTry(at: AtDoor, person: DoorPerson): Promise<"go" | "over" | "limit"> {
  if (!(await takeTurn("codesOfAddress", at.firmId, addressKey(at.from.ip)))) return "limit";
  const taken = await withFirm({ firmId: at.firmId }, (tx) => takeTry(tx, at.firmId, person.challengeId));
  if (!taken) return "over";
  return person.stage === "enrol" || (await takeCodeTurn(person)) ? "go" : "limit";
}

/**
 * Lets in after a right second factor, once: locks whose it is, has `prove` look at the factor in the same transaction,
 * and uses the challenge up. At the stage "enrol" who got a factor meanwhile is let in by that one only.
 */
export async function passDoor(
  at: AtDoor,
  { of, challengeId, knownBrowser }: DoorPerson,
  stage: ChallengeStage,
  prove: (tx: Tx) => Promise<Factor | undefined>,
): Promise<DoorAnswer> {
  const answer = await withFirm<DoorAnswer>({ firmId: at.firmId }, async (tx) => {
    await lockHolder(tx, of);
    if (!(await liveStill(tx, at.firmId, challengeId))) return { kind: "over" };
    if (stage === "enrol" && (await hasSecondFactor(tx, of))) return { kind: "over" };
    const factor = await prove(tx);
    if (!factor) {
      const action = of.staffId === undefined ? "login.factor_refused" : "staff.factor_refused";
      await record(tx, strangerActor(at.firmId, at.from), action, subjectOf(of));
      return { kind: "wrong" };
    }
    if (!(await endChallenge(tx, at.firmId, challengeId))) return { kind: "over" };
    // who was in before the factor came has to show it too
    if (stage === "enrol") await dropOtherSessions(tx, of);
    return (await stepAfter(tx, at, of, factor)) ?? { kind: "over" };
  });
  if (answer.kind === "in") await forgetWrongCodes({ of, knownBrowser });
  return answer;
}

async function stepAfter(tx: Tx, at: AtDoor, of: Holder, factor: Factor): Promise<LoginStep | undefined> {
  const { firmId, browser, from, staffHost } = at;
  if (of.staffId === undefined)
    return nextStep(tx, { firmId, loginId: of.loginId, factors: ["password", factor] }, browser, from);
  if (staffHost === undefined) return undefined;
  const place = { browserToken: browser.token, host: staffHost };
  return nextStaffStep(tx, { firmId, staffId: of.staffId, factors: ["link", factor] }, place, from);
}

/** The try before this may have been the fifth: the challenge counts while it is there and in its ten minutes. */
async function liveStill(tx: Tx, firmId: string, challengeId: string): Promise<boolean> {
  const [live] = await tx
    .select({ id: loginChallenges.id })
    .from(loginChallenges)
    .where(
      allOf(
        eq(loginChallenges.firmId, firmId),
        eq(loginChallenges.id, challengeId),
        sql`${loginChallenges.endsAt} > now()`,
      ),
    );
  return live !== undefined;
}
