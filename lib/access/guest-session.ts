import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { withFirm } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { guests, tasks } from "@/db/schema/work";
import { hashToken } from "@/lib/crypto";
import { minted, type GuestActor, type Origin } from "./actor";
import { allOf, liveGuests } from "./conditions";
import { asToken, cookieNames, readCookie } from "./cookies";
import { originOf, requestHost, type Firm } from "./host";

export type GuestTokens = { guest: string | undefined; browser: string | undefined };

/** A guest who is in, and the contact whose place it takes. */
export type Guest = { actor: GuestActor; askedBy: string; email: string };

const contactOfGuest = and(eq(contacts.firmId, guests.firmId), eq(contacts.id, guests.contactId));
const browserOfGuest = and(eq(browsers.firmId, guests.firmId), eq(browsers.id, guests.browserId));
const taskOfGuest = and(eq(tasks.firmId, guests.firmId), eq(tasks.id, guests.taskId));

const ofTokens = (firmId: string, guest: string, browser: string) =>
  allOf(
    eq(guests.firmId, firmId),
    eq(browsers.tokenHash, hashToken(browser)),
    sql`${hashToken(guest)} = any(${guests.sessionHashes})`,
  );

/**
 * Who holds a guest's cookies, checked in the database at each request: this very browser, and everything that ends a
 * guest (A18). Undefined for anybody else, whyever.
 */
export async function guestHere(
  firmId: string,
  { guest, browser }: GuestTokens,
  from: Origin,
): Promise<Guest | undefined> {
  if (!guest || !browser) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [row] = await tx
      .select({
        guestId: guests.id,
        taskId: guests.taskId,
        contactId: guests.contactId,
        browserId: browsers.id,
        email: guests.email,
        askedBy: sql<string>`trim(${contacts.firstName} || ' ' || ${contacts.lastName})`,
      })
      .from(guests)
      .innerJoin(tasks, taskOfGuest)
      .innerJoin(browsers, browserOfGuest)
      .innerJoin(contacts, contactOfGuest)
      .where(allOf(ofTokens(firmId, guest, browser), liveGuests(firmId)));
    if (!row) return undefined;
    const { askedBy, email, ...ids } = row;
    return { actor: { [minted]: true, kind: "guest", firmId, ...ids, from }, askedBy, email };
  });
}

/** Whether somebody who was let in here is out because the task is answered, or else; says nothing of the task. */
export async function whyGuestIsOut(
  firmId: string,
  { guest, browser }: GuestTokens,
): Promise<"answered" | "ended" | undefined> {
  if (!guest || !browser) return undefined;
  const [row] = await withFirm({ firmId }, (tx) =>
    tx
      .select({
        answered: sql<boolean>`(${guests.endedAt} is null and (${tasks.answeredByGuest} = ${guests.id} or exists (
          select 1 from task_answers a where a.firm_id = ${guests.firmId} and a.task_id = ${guests.taskId}
          and a.answered_by_guest = ${guests.id})))`,
      })
      .from(guests)
      .innerJoin(tasks, taskOfGuest)
      .innerJoin(browsers, browserOfGuest)
      .where(ofTokens(firmId, guest, browser)),
  );
  return row && (row.answered ? "answered" : "ended");
}

/** The guest's cookies of any request. */
export const guestTokensOf = (sent: Headers): GuestTokens => ({
  guest: readCookie(sent, cookieNames.guest),
  browser: readCookie(sent, cookieNames.browser),
});

/** The guest's cookies of the page or action being answered. */
export async function guestTokens(): Promise<GuestTokens> {
  const jar = await cookies();
  return {
    guest: asToken(jar.get(cookieNames.guest)?.value),
    browser: asToken(jar.get(cookieNames.browser)?.value),
  };
}

/** The firm of this host and the guest who is in on this browser. */
export async function pageGuest(): Promise<{ firm: Firm; guest: Guest | undefined } | undefined> {
  const host = await requestHost();
  if (host.kind !== "firm") return undefined;
  return {
    firm: host.firm,
    guest: await guestHere(host.firm.id, await guestTokens(), originOf(await headers())),
  };
}
