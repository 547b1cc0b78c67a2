import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { logins, loginSessions } from "@/db/schema/logins";
import { contacts } from "@/db/schema/people";
import type { Origin } from "@/lib/access/actor";
import { openedBy } from "@/lib/access/device-proof";
import { addressKey, clearTurns, takeTurn } from "@/lib/access/rate-limit";
import { sameTime } from "@/lib/access/same-time";
import { strangerActor } from "@/lib/access/system";
import { record } from "@/lib/audit/record";
import { canonicalEmail } from "@/lib/contacts/email";
import { hashToken } from "@/lib/crypto";
import { endEarlier, type Earlier } from "./end-earlier";
import { hashPassword, isOldHash, isPassword } from "./password-hash";
import { modeNow, nextStep, type LoginBrowser, type LoginStep } from "./steps";

/** `closed`: the firm has no logins now. `wrong`: everything else, without telling what (L12). */
export type LogInAnswer = { kind: "step"; step: LoginStep } | { kind: "wrong" } | { kind: "closed" };

/**
 * "Log in with password": lets in, or on to the second factor (L1, L8). A wrong address, a wrong password, no login and too
 * many tries get one answer at the same step of time. Throws Refused("limit") when too many log in at once.
 */
export async function logInWithPassword(
  firmId: string,
  typed: { email: string; password: string },
  browser: LoginBrowser & { earlier: Earlier; proof?: string | undefined },
  from: Origin,
): Promise<LogInAnswer> {
  return sameTime(async () => {
    const email = canonicalEmail(typed.email) ?? "";
    const { mode, login, own } = await withFirm({ firmId }, (tx) => looked(tx, firmId, email, browser));
    if (mode === "link") return { kind: "closed" };
    const tries = new Tries(firmId, email, own);
    const may = (await takeTurn("passwordsOfAddress", firmId, addressKey(from.ip))) && (await tries.take());
    if (!may) {
      // once a minute, so that a flood does not fill the log
      if (login && (await takeTurn("refusalsNoted", "login", firmId, login.loginId)))
        await withFirm({ firmId }, (tx) => noteWrong(tx, firmId, login.contactId, from, "limit"));
      return { kind: "wrong" };
    }
    const right = await isPassword(typed.password, login?.passwordHash);
    if (!login) return { kind: "wrong" };
    const renewed =
      right && isOldHash(login.passwordHash ?? "") ? await hashPassword(typed.password) : undefined;
    const step = await withFirm({ firmId }, (tx) =>
      right
        ? stepOf(tx, { firmId, ...login, renewed }, browser, from)
        : noteWrong(tx, firmId, login.contactId, from, "password"),
    );
    if (!step) return { kind: "wrong" };
    await tries.clear();
    return { kind: "step", step };
  });
}

type Login = { loginId: string; contactId: string; passwordHash: string | null };

/**
 * The tries of one address. A browser that the contact is in on has its own: a stranger who uses up the others does not
 * lock the owner out (L12, ASVS 6.1.1).
 */
class Tries {
  private readonly own: string[] | undefined;
  constructor(
    private readonly firmId: string,
    private readonly email: string,
    own: { loginId: string; browserId: string } | undefined,
  ) {
    this.own = own && [firmId, own.loginId, own.browserId];
  }

  async take(): Promise<boolean> {
    if (this.own)
      return (
        (await takeTurn("passwordsOfOwnBrowser", ...this.own)) &&
        (await takeTurn("passwordsOfOwnBrowserLong", ...this.own))
      );
    return (
      (await takeTurn("passwordsOfEmail", this.firmId, this.email)) &&
      (await takeTurn("passwordsOfEmailLong", this.firmId, this.email))
    );
  }

  async clear(): Promise<void> {
    if (this.own) {
      await clearTurns("passwordsOfOwnBrowser", ...this.own);
      return clearTurns("passwordsOfOwnBrowserLong", ...this.own);
    }
    await clearTurns("passwordsOfEmail", this.firmId, this.email);
    await clearTurns("passwordsOfEmailLong", this.firmId, this.email);
  }
}

async function looked(
  tx: Tx,
  firmId: string,
  email: string,
  browser: LoginBrowser & { proof?: string | undefined },
) {
  const mode = await modeNow(tx, firmId);
  const [login] = await tx
    .select({ loginId: logins.id, contactId: logins.contactId, passwordHash: logins.passwordHash })
    .from(logins)
    .innerJoin(contacts, and(eq(contacts.firmId, logins.firmId), eq(contacts.id, logins.contactId)))
    .where(
      and(
        eq(logins.firmId, firmId),
        eq(logins.email, email),
        eq(contacts.email, email),
        isNull(contacts.deletedAt),
      ),
    );
  const [own] = await tx
    .select({ id: browsers.id })
    .from(browsers)
    .leftJoin(
      devices,
      and(
        eq(devices.firmId, browsers.firmId),
        eq(devices.browserId, browsers.id),
        eq(devices.contactId, login?.contactId ?? noId),
        sql`${devices.endedAt} is null and ${devices.endsAt} > now()`,
        // the browser's name is enough for turns of its own: it lets nobody in
        openedBy(devices, firmId, browser.proof, sql`true`),
      ),
    )
    .leftJoin(
      loginSessions,
      and(
        eq(loginSessions.firmId, browsers.firmId),
        eq(loginSessions.browserId, browsers.id),
        eq(loginSessions.loginId, login?.loginId ?? noId),
        sql`${loginSessions.endsAt} > now()`,
      ),
    )
    .where(
      and(
        eq(browsers.firmId, firmId),
        eq(browsers.tokenHash, hashToken(browser.token)),
        or(sql`${devices.id} is not null`, sql`${loginSessions.id} is not null`),
      ),
    )
    .limit(1);
  // by its row: a claim gives a browser another name, and no tries anew
  return { mode, login, own: login && own && { loginId: login.loginId, browserId: own.id } };
}

const noId = "00000000-0000-0000-0000-000000000000";

/** Undefined when the password was set anew, or logins were shut, since it was checked. */
async function stepOf(
  tx: Tx,
  { firmId, loginId, passwordHash, renewed }: Login & { firmId: string; renewed: string | undefined },
  browser: LoginBrowser & { earlier: Earlier },
  from: Origin,
): Promise<LoginStep | undefined> {
  const [held] = await tx
    .select({ passwordHash: logins.passwordHash })
    .from(logins)
    .where(and(eq(logins.firmId, firmId), eq(logins.id, loginId)))
    .for("update");
  if (held?.passwordHash !== passwordHash) return undefined;
  if (renewed)
    await tx
      .update(logins)
      .set({ passwordHash: renewed })
      .where(and(eq(logins.firmId, firmId), eq(logins.id, loginId)));
  await endEarlier(tx, firmId, browser.earlier);
  return nextStep(tx, { firmId, loginId, factors: ["password"] }, browser, from);
}

async function noteWrong(
  tx: Tx,
  firmId: string,
  contactId: string,
  from: Origin,
  kind: "password" | "limit",
): Promise<undefined> {
  await record(tx, strangerActor(firmId, from), "login.refused", { contactId, kind });
}
