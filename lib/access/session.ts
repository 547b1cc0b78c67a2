import "server-only";
import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { withFirm, type Tx } from "@/db/client";
import { browsers, devices, sessions } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { hashToken } from "@/lib/crypto";
import { minted, type ContactActor, type Origin } from "./actor";
import { asToken, cookieNames, rawCookie, readCookie } from "./cookies";
import { holdsSession, openedBy } from "./device-proof";
import { originOf, requestHost, type Firm } from "./host";
import { loggedIn, type LoggedIn } from "./login-session";
import { viewerOf } from "./view-as";

/** Somebody who is in on this browser, and what the frame of each page says of them. */
export type Visitor = {
  actor: ContactActor;
  firstName: string;
  fullName: string;
  claimedAt: Date;
  endsAt: Date;
  previousSeenAt: Date | null;
  /** How many contacts are in on this browser, this one included (A17). */
  contactsHere: number;
  /** Whether this browser keeps a key for a device (A14). */
  keepsKey?: boolean;
  /** Logged in, with this address; a claimed device otherwise. */
  login?: { email: string };
  /** The staff member who looks at the portal as this contact (W9). */
  viewedBy?: string;
};

export type Tokens = {
  session: string | undefined;
  login?: string | undefined;
  browser: string | undefined;
  /** What the browser's key signed lately (A14). */
  proof?: string | undefined;
  /** An open page asks by itself: that is no use, and a login's idle hour goes on (DECISIONS 15a). */
  quiet?: boolean;
};

/** What names a browser, what its key proved, and the session that it holds. */
export type BrowserTokens = {
  browser: string | undefined;
  session?: string | undefined;
  proof?: string | undefined;
};

/** The client cookies of the request being answered. */
export async function clientTokens(): Promise<Tokens> {
  const jar = await cookies();
  return {
    session: asToken(jar.get(cookieNames.session)?.value),
    login: asToken(jar.get(cookieNames.login)?.value),
    browser: asToken(jar.get(cookieNames.browser)?.value),
    proof: jar.get(cookieNames.proof)?.value,
  };
}

/** The one wall of every device: live, its contact active, and opened by its key or else by a session (A14). */
const liveDevice = (firmId: string, proof: string | undefined, bySession: SQL) =>
  and(
    openedBy(devices, firmId, proof, bySession),
    eq(devices.firmId, firmId),
    isNull(devices.endedAt),
    sql`${devices.endsAt} > now()`,
    isNull(contacts.deletedAt),
  );

/** Where the session is looked up itself. */
const withSession = sql`true`;

const contactOfDevice = and(eq(contacts.firmId, devices.firmId), eq(contacts.id, devices.contactId));
const browserOfDevice = and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId));

const mint = (
  firmId: string,
  row: { contactId: string; deviceId: string; browserId: string },
  from: Origin,
): ContactActor => ({
  [minted]: true,
  kind: "contact",
  via: "device",
  firmId,
  contactId: row.contactId,
  deviceId: row.deviceId,
  browserId: row.browserId,
  from,
});

/** last_seen_at moves once in five minutes; half an hour away makes the next look a new visit (DECISIONS 31). */
async function noteSeen(tx: Tx, firmId: string, deviceId: string): Promise<void> {
  await tx
    .update(devices)
    .set({
      previousSeenAt: sql`case when last_seen_at < now() - interval '30 minutes' then last_seen_at else previous_seen_at end`,
      lastSeenAt: sql`now()`,
    })
    .where(and(eq(devices.firmId, firmId), eq(devices.id, deviceId)));
}

/**
 * Who holds these cookies, checked in the database at each request. A login counts while it lives, else the device
 * (DECISIONS 8): it must be live, belong to this very browser and to a contact who is not deleted (T3, A12, A13).
 */
export async function visitorOfTokens(
  firmId: string,
  tokens: Tokens,
  from: Origin,
): Promise<Visitor | undefined> {
  const { session, login, browser, proof, quiet = false } = tokens;
  if (!browser || (!session && !login)) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const inByLogin =
      login && (await loggedIn(tx, firmId, { token: login, browserToken: browser, quiet }, from));
    if (inByLogin) return loginVisitor(inByLogin);
    if (!session) return undefined;
    const sessionHash = hashToken(session);
    const browserHash = hashToken(browser);
    const [row] = await tx
      .select({
        deviceId: devices.id,
        contactId: contacts.id,
        browserId: browsers.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        claimedAt: devices.claimedAt,
        endsAt: devices.endsAt,
        previousSeenAt: devices.previousSeenAt,
        stale: sql<boolean>`${devices.lastSeenAt} < now() - interval '5 minutes'`,
        keyHere: sql<boolean>`exists (select 1 from devices d where d.firm_id = ${firmId} and d.browser_id = ${browsers.id}
          and d.ended_at is null and d.ends_at > now() and d.public_key is not null)`,
        contactsHere: sql<number>`(select count(distinct d.contact_id)::int from devices d join contacts c on c.firm_id = d.firm_id and c.id = d.contact_id
          where d.firm_id = ${firmId} and d.browser_id = ${browsers.id} and d.ended_at is null and d.ends_at > now() and c.deleted_at is null
            and ${openedBy({ publicKey: sql`d.public_key` }, firmId, proof, withSession)})`,
      })
      .from(sessions)
      .innerJoin(devices, and(eq(devices.firmId, sessions.firmId), eq(devices.id, sessions.deviceId)))
      .innerJoin(browsers, browserOfDevice)
      .innerJoin(contacts, contactOfDevice)
      .where(
        and(
          eq(sessions.firmId, firmId),
          eq(sessions.tokenHash, sessionHash),
          eq(browsers.tokenHash, browserHash),
          liveDevice(firmId, proof, withSession),
        ),
      );
    if (!row) return undefined;
    if (row.stale) await noteSeen(tx, firmId, row.deviceId);
    const { firstName, lastName, claimedAt, endsAt, previousSeenAt, contactsHere } = row;
    return {
      actor: mint(firmId, row, from),
      firstName,
      fullName: `${firstName} ${lastName}`.trim(),
      claimedAt,
      endsAt,
      previousSeenAt,
      contactsHere,
      keepsKey: row.keyHere,
    };
  });
}

const loginVisitor = ({ actor, firstName, lastName, email, since, endsAt }: LoggedIn): Visitor => ({
  actor,
  firstName,
  fullName: `${firstName} ${lastName}`.trim(),
  claimedAt: since,
  endsAt,
  previousSeenAt: null,
  contactsHere: 1,
  login: { email },
});

/** The firm of this host and who is in on this browser, once per request. */
export const pageVisitor = cache(
  async (): Promise<{ firm: Firm; visitor: Visitor | undefined } | undefined> => {
    const host = await requestHost();
    if (host.kind !== "firm") return undefined;
    const from = originOf(await headers());
    const view = asToken((await cookies()).get(cookieNames.view)?.value);
    const visitor =
      (view && (await viewerOf(host.firm.id, view, from))) ||
      (await visitorOfTokens(host.firm.id, await clientTokens(), from));
    return { firm: host.firm, visitor };
  },
);

/** One contact's live device on one browser, whoever the session is at the moment (DECISIONS 8: a running upload goes on). */
export async function browserContact(
  firmId: string,
  tokens: BrowserTokens,
  contactId: string,
  from: Origin,
): Promise<ContactActor | undefined> {
  return (await liveDevicesOf(firmId, tokens, from)).find(({ actor }) => actor.contactId === contactId)
    ?.actor;
}

/**
 * The contact that a form or stream was drawn for, in on this browser by login or device, whoever the session shows
 * meanwhile (A17).
 */
export async function contactHere(
  firmId: string,
  tokens: Tokens,
  contactId: string,
  from: Origin,
): Promise<ContactActor | undefined> {
  const byLogin = tokens.login
    ? await visitorOfTokens(firmId, { ...tokens, session: undefined }, from)
    : undefined;
  if (byLogin?.actor.contactId === contactId) return byLogin.actor;
  return browserContact(firmId, tokens, contactId, from);
}

/** The client cookies of any request. */
export const tokensOf = (sent: Headers): Tokens => ({
  session: readCookie(sent, cookieNames.session),
  login: readCookie(sent, cookieNames.login),
  browser: readCookie(sent, cookieNames.browser),
  proof: rawCookie(sent, cookieNames.proof),
});

/** Everybody who is in on this browser, newest claim first. */
export async function liveDevicesOf(firmId: string, tokens: BrowserTokens, from: Origin): Promise<Live[]> {
  return devicesHere(firmId, tokens, holdsSession(devices.browserId, firmId, tokens), from);
}

/**
 * A contact's live device by the browser's name alone where no key binds it. That is enough to sign it out and to have turns
 * of its own when a link is asked for; it lets nobody in (docs/decisions/0018-a-key-at-the-claim-or-never.md).
 */
export async function namedDevice(
  firmId: string,
  tokens: BrowserTokens,
  contactId: string,
  from: Origin,
): Promise<ContactActor | undefined> {
  const all = await devicesHere(firmId, tokens, sql`true`, from);
  return all.find(({ actor }) => actor.contactId === contactId)?.actor;
}

type Live = { actor: ContactActor; fullName: string; endsAt: Date };

async function devicesHere(
  firmId: string,
  { browser, proof }: BrowserTokens,
  bySession: SQL,
  from: Origin,
): Promise<Live[]> {
  if (!browser) return [];
  const browserHash = hashToken(browser);
  return withFirm({ firmId }, async (tx) => {
    const rows = await tx
      .selectDistinctOn([contacts.id], {
        deviceId: devices.id,
        contactId: contacts.id,
        browserId: browsers.id,
        firstName: contacts.firstName,
        lastName: contacts.lastName,
        endsAt: devices.endsAt,
      })
      .from(devices)
      .innerJoin(browsers, browserOfDevice)
      .innerJoin(contacts, contactOfDevice)
      .where(and(liveDevice(firmId, proof, bySession), eq(browsers.tokenHash, browserHash)))
      .orderBy(contacts.id, sql`${devices.endsAt} desc`);
    return rows.map((row) => ({
      actor: mint(firmId, row, from),
      fullName: `${row.firstName} ${row.lastName}`.trim(),
      endsAt: row.endsAt,
    }));
  });
}
