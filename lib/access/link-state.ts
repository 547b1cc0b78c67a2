import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { browsers, devices, linkVisits, magicLinks } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { requests } from "@/db/schema/work";
import { staffMembers } from "@/db/schema/staff";
import { hashToken } from "@/lib/crypto";
import type { Origin } from "./actor";
import { asToken } from "./cookies";
import { maskEmail } from "./mask-email";
import { browserInWords, type Visitor } from "./visitor-rules";

/** What a look at a link finds. `mine`: this browser already holds a live device of its contact. */
export type LinkState =
  | { kind: "generic" }
  | { kind: "mine" }
  | { kind: "fresh"; maskedEmail: string; issuedAt: Date; sender: { name: string; title: string } | null }
  | { kind: "elsewhere" | "over" | "old" | "signedOut" | "revoked"; maskedEmail: string };

const visitsKept = 200;

/**
 * Looks at a link for the page (A2, A6, DECISIONS 5 and 6) and notes the visit, capped per link. The link
 * itself is left as it is, however often and by whomever it is looked at (A3).
 */
export async function lookAtLink(
  firmId: string,
  look: { token: string; browserToken: string | undefined; visitor: Visitor; agent: string; from: Origin },
): Promise<LinkState> {
  const token = asToken(look.token);
  if (!token) return { kind: "generic" };
  const browserHash = look.browserToken ? hashToken(look.browserToken) : "";
  return withFirm({ firmId }, async (tx) => {
    const [link] = await tx
      .select({
        id: magicLinks.id,
        email: magicLinks.email,
        deviceId: magicLinks.deviceId,
        old: sql<boolean>`${magicLinks.issuedAt} <= now() - interval '720 hours'`,
        over: sql<boolean>`coalesce(${devices.endsAt} <= now(), false)`,
        endedHow: devices.endedHow,
        sameBrowser: sql<boolean>`coalesce(${browsers.tokenHash} = ${browserHash}, false)`,
        known: sql<boolean>`exists (select 1 from devices d join browsers b on b.firm_id = d.firm_id and b.id = d.browser_id
          where d.firm_id = ${firmId} and d.contact_id = ${magicLinks.contactId} and b.token_hash = ${browserHash}
            and d.ended_at is null and d.ends_at > now())`,
        issuedAt: magicLinks.issuedAt,
        senderName: staffMembers.name,
        senderTitle: staffMembers.title,
        visits: sql<number>`(select count(*)::int from (select 1 from link_visits v
          where v.firm_id = ${firmId} and v.link_id = ${magicLinks.id} and v.visitor = ${look.visitor.visitor} limit ${visitsKept}) kept)`,
      })
      .from(magicLinks)
      .innerJoin(contacts, and(eq(contacts.firmId, magicLinks.firmId), eq(contacts.id, magicLinks.contactId)))
      .leftJoin(devices, and(eq(devices.firmId, magicLinks.firmId), eq(devices.id, magicLinks.deviceId)))
      .leftJoin(browsers, and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId)))
      .leftJoin(requests, and(eq(requests.firmId, magicLinks.firmId), eq(requests.id, magicLinks.requestId)))
      .leftJoin(
        staffMembers,
        and(eq(staffMembers.firmId, requests.firmId), eq(staffMembers.id, requests.sentBy)),
      )
      .where(
        and(
          eq(magicLinks.firmId, firmId),
          eq(magicLinks.tokenHash, hashToken(token)),
          isNull(magicLinks.revokedAt),
          isNull(contacts.deletedAt),
          eq(contacts.email, magicLinks.email),
        ),
      );
    if (!link) return { kind: "generic" };
    if (link.visits < visitsKept) {
      await tx.insert(linkVisits).values({
        firmId,
        linkId: link.id,
        visitor: look.visitor.visitor,
        reason: look.visitor.reason,
        browser: Object.values(browserInWords(look.agent)).join(" on "),
        ip: look.from.ip,
      });
    }
    const maskedEmail = maskEmail(link.email);
    if (link.known) return { kind: "mine" };
    if (link.deviceId === null) {
      if (link.old) return { kind: "old", maskedEmail };
      const sender = link.senderName ? { name: link.senderName, title: link.senderTitle ?? "" } : null;
      return { kind: "fresh", maskedEmail, issuedAt: link.issuedAt, sender };
    }
    if (link.over) return { kind: "over", maskedEmail };
    if (!link.sameBrowser) return { kind: "elsewhere", maskedEmail };
    return { kind: link.endedHow === "revoked" ? "revoked" : "signedOut", maskedEmail };
  });
}
