import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { guests, tasks } from "@/db/schema/work";
import { record } from "@/lib/audit/record";
import { hashToken, newToken } from "@/lib/crypto";
import type { Origin } from "./actor";
import { allOf, liveGuests } from "./conditions";
import { mailedToken } from "./cookies";
import { maskEmail } from "./mask-email";
import { strangerActor } from "./system";
import { browserInWords } from "./visitor-rules";

/** What a look at a guest's link finds; nothing of the task, for machines look too (A3). */
export type GuestLinkState =
  | { kind: "fresh" | "elsewhere"; askedBy: string; maskedEmail: string; issuedAt: Date; endsAt: Date }
  | { kind: "shut" };

const taskOfGuest = and(eq(tasks.firmId, guests.firmId), eq(tasks.id, guests.taskId));
const contactOfGuest = and(eq(contacts.firmId, guests.firmId), eq(contacts.id, guests.contactId));
const browserOfGuest = and(eq(browsers.firmId, guests.firmId), eq(browsers.id, guests.browserId));

/** A browser by its name, or by the one it had until a minute ago. */
const named = (browserToken: string) =>
  sql`(${browsers.tokenHash} = ${hashToken(browserToken)} or (${browsers.previousTokenHash} = ${hashToken(browserToken)}
    and ${browsers.renamedAt} > now() - interval '1 minute'))`;

/** Looks at a guest's link for its page (A18). Looking claims nothing, however often and by whomever. */
export async function lookAtGuestLink(
  firmId: string,
  look: { token: string; browserToken: string | undefined },
): Promise<GuestLinkState> {
  const token = mailedToken(look.token);
  if (!token) return { kind: "shut" };
  const [link] = await withFirm({ firmId }, (tx) =>
    tx
      .select({
        claimedAt: guests.claimedAt,
        here: sql<boolean>`coalesce(${named(look.browserToken ?? "")}, false)`,
        askedBy: contacts.firstName,
        email: guests.email,
        issuedAt: guests.issuedAt,
        endsAt: guests.endsAt,
      })
      .from(guests)
      .innerJoin(tasks, taskOfGuest)
      .innerJoin(contacts, contactOfGuest)
      .leftJoin(browsers, browserOfGuest)
      .where(allOf(liveGuests(firmId), eq(guests.tokenHash, hashToken(token)))),
  );
  if (!link) return { kind: "shut" };
  const { claimedAt, here, email, ...said } = link;
  return { kind: claimedAt && !here ? "elsewhere" : "fresh", maskedEmail: maskEmail(email), ...said };
}

type Press = { token: string; browserToken: string; agent: string; from: Origin };

/** What two presses of one browser at once, or a few visits of it, leave behind. */
const cookiesKept = 4;

/**
 * The press on a guest's link (A18): the first browser has it from then on, of two at once exactly one; pressed there
 * again it opens again and prolongs nothing. Undefined when it opens nothing here; its page says why.
 */
export async function claimGuestLink(
  firmId: string,
  press: Press,
): Promise<{ token: string; endsAt: Date } | undefined> {
  const token = mailedToken(press.token);
  if (!token) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [link] = await tx
      .select({
        id: guests.id,
        taskId: guests.taskId,
        claimedAt: guests.claimedAt,
        browserId: guests.browserId,
        endsAt: guests.endsAt,
      })
      .from(guests)
      .innerJoin(tasks, taskOfGuest)
      .where(allOf(liveGuests(firmId), eq(guests.tokenHash, hashToken(token))))
      .for("update", { of: guests });
    if (!link) return undefined;
    const stranger = strangerActor(firmId, press.from);
    const known = await knownBrowser(tx, firmId, press.browserToken);
    if (link.claimedAt && link.browserId !== known) {
      await record(tx, stranger, "guest.refused", { guestId: link.id, why: "elsewhere" });
      return undefined;
    }
    const session = newToken();
    await tx
      .update(guests)
      .set({
        claimedAt: sql`coalesce(${guests.claimedAt}, now())`,
        browserId: known ?? (await newBrowser(tx, firmId, press)),
        sessionHashes: sql`(array_prepend(${hashToken(session)}::text, ${guests.sessionHashes}))[1:${sql.raw(String(cookiesKept))}]`,
      })
      .where(and(eq(guests.firmId, firmId), eq(guests.id, link.id)));
    await record(tx, stranger, link.claimedAt ? "guest.entered" : "guest.claimed", {
      guestId: link.id,
      taskId: link.taskId,
    });
    return { token: session, endsAt: link.endsAt };
  });
}

async function knownBrowser(tx: Tx, firmId: string, browserToken: string): Promise<string | undefined> {
  const [browser] = await tx
    .select({ id: browsers.id })
    .from(browsers)
    .where(allOf(eq(browsers.firmId, firmId), named(browserToken)));
  return browser?.id;
}

async function newBrowser(tx: Tx, firmId: string, { browserToken, agent }: Press): Promise<string> {
  const { browser: name, system } = browserInWords(agent);
  const [browser] = await tx
    .insert(browsers)
    .values({ firmId, tokenHash: hashToken(browserToken), name, system })
    .onConflictDoUpdate({ target: [browsers.firmId, browsers.tokenHash], set: { name } })
    .returning({ id: browsers.id });
  if (!browser) throw new Error("The browser was not stored.");
  return browser.id;
}
