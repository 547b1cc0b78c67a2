import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices } from "@/db/schema/access";
import { hashToken } from "@/lib/crypto";
import type { Tokens } from "./session";

/** Why a browser that was in is not any more: its login ended, or its device was revoked, its address moved, its days over. */
export type EndedHere = "login" | "revoked" | "moved" | "over";

const toldDays = 60;

/**
 * Why somebody who was in on this browser stands at the door, so that the door can say it (L6, A5, A12). It tells no name
 * and opens nothing; of a sign-out by the person's own hand, or a deleted contact, it says nothing.
 */
export async function endedHere(
  firmId: string,
  { login, browser }: Pick<Tokens, "login" | "browser">,
): Promise<EndedHere | undefined> {
  if (login) return "login";
  if (!browser) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [last] = await tx
      .select({
        how: devices.endedHow,
        over: sql<boolean>`${devices.endedAt} is null and ${devices.endsAt} <= now()`,
        told: sql<boolean>`coalesce(${devices.endedAt}, ${devices.endsAt}) > now() - make_interval(days => ${toldDays})`,
      })
      .from(devices)
      .innerJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .where(and(eq(devices.firmId, firmId), eq(browsers.tokenHash, hashToken(browser))))
      .orderBy(desc(devices.claimedAt))
      .limit(1);
    if (!last?.told) return undefined;
    if (last.over) return "over";
    return last.how === "revoked" ? "revoked" : last.how === "email_changed" ? "moved" : undefined;
  });
}
