import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { hashToken } from "@/lib/crypto";
import type { Tokens } from "./session";

/** Why a browser that was in is not any more: its login ended, its device was signed out by others, or its days are over. */
export type EndedHere = "login" | "revoked" | "over";

const toldDays = 60;

/**
 * Why somebody who was in on this browser stands at the door, so that the door can say it (L6, A5, A12). It tells no name
 * and opens nothing. Of a sign-out by the person's own hand, of a deleted contact, and where several people used the
 * browser, it says nothing; of a changed address only that the device was signed out.
 */
export async function endedHere(
  firmId: string,
  { login, browser }: Pick<Tokens, "login" | "browser">,
): Promise<EndedHere | undefined> {
  if (login) return "login";
  if (!browser) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [last, another] = await tx
      .selectDistinctOn([devices.contactId], {
        how: devices.endedHow,
        over: sql<boolean>`${devices.endedAt} is null and ${devices.endsAt} <= now()`,
        told: sql<boolean>`coalesce(${devices.endedAt}, ${devices.endsAt}) > now() - make_interval(days => ${toldDays})
          and ${contacts.deletedAt} is null`,
      })
      .from(devices)
      .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .innerJoin(contacts, and(eq(contacts.firmId, devices.firmId), eq(contacts.id, devices.contactId)))
      .where(and(eq(devices.firmId, firmId), eq(browsers.tokenHash, hashToken(browser))))
      .orderBy(devices.contactId, desc(devices.claimedAt))
      .limit(2);
    if (!last?.told || another) return undefined;
    if (last.over) return "over";
    return last.how === "revoked" || last.how === "email_changed" ? "revoked" : undefined;
  });
}
