import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { logins } from "@/db/schema/logins";
import type { Origin } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { addressKey, takeTurn } from "@/lib/access/rate-limit";
import { sameTime } from "@/lib/access/same-time";
import { hashToken } from "@/lib/crypto";
import { endEarlier, type Earlier } from "@/lib/logins/end-earlier";
import { nextStep, type LoginBrowser, type LoginStep } from "@/lib/logins/steps";
import { isKept, passkeyHolder, passkeyOptions } from "./passkey-check";
import type { Rp } from "./rp";

type Here = { firmId: string; browser: LoginBrowser; from: Origin };

const asked = ({ firmId, browser }: Here) => ({
  firmId,
  purpose: "log_in" as const,
  browserToken: browser.token,
});

/** What the browser needs to offer the passkeys that it has for this host; undefined when it asks too often. */
export async function loginPasskeyOptions(here: Here, rp: Rp) {
  if (!(await mayAsk(here))) return undefined;
  return passkeyOptions(asked(here), rp);
}

/**
 * A passkey logs in on its own (L9): whose it is, it says itself, and the person was verified, which counts as both
 * factors. What this browser was logged in by before ends. `wrong` for a passkey that is not known here, is another
 * host's, or whose contact is deleted.
 */
export async function logInWithPasskey(
  here: Here & { earlier: Earlier },
  rp: Rp,
  given: string,
): Promise<LoginStep | { kind: "wrong" | "limit" }> {
  return sameTime(async () => {
    if (!(await mayAsk(here))) return { kind: "limit" };
    const of = await passkeyHolder(asked(here), rp, given, here.from);
    if (of?.loginId === undefined) return { kind: "wrong" };
    const { loginId } = of;
    return withFirm({ firmId: here.firmId }, async (tx) => {
      const [login] = await tx
        .select({ id: logins.id })
        .from(logins)
        .where(
          allOf(
            eq(logins.firmId, here.firmId),
            eq(logins.id, loginId),
            sql`exists (select 1 from contacts c where c.firm_id = logins.firm_id and c.id = logins.contact_id and c.deleted_at is null)`,
          ),
        )
        .for("update");
      if (!login || !(await isKept(tx, { firmId: here.firmId, loginId }, of.passkeyId)))
        return { kind: "wrong" };
      await endEarlier(tx, here.firmId, here.earlier);
      const step = await nextStep(
        tx,
        { firmId: here.firmId, loginId, factors: ["passkey"] },
        here.browser,
        here.from,
      );
      return step ?? { kind: "wrong" };
    });
  });
}

const mayAsk = async ({ firmId, browser, from }: Here): Promise<boolean> =>
  (await takeTurn("passkeysOfAddress", firmId, addressKey(from.ip))) &&
  (await takeTurn("passkeysOfBrowser", firmId, hashToken(browser.token)));
