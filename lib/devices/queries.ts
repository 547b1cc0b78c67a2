import "server-only";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { browsers, devices, linkVisits, magicLinks } from "@/db/schema/access";
import { requests } from "@/db/schema/work";
import type { Actor, ContactActor, StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import { countryOf } from "./country";

/** Who sees which devices: staff their firm's, a contact the own ones, also on a browser that others use (A12, A17). */
export function visibleDevices(actor: Actor): SQL {
  const inFirm = allOf(eq(devices.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  return actor.kind === "contact" ? allOf(inFirm, eq(devices.contactId, actor.contactId)) : nothing;
}

/** Who sees that a link was mailed and opened: staff their firm's, a contact the own ones. The link itself nobody sees (A1). */
export function visibleLinks(actor: Actor): SQL {
  const inFirm = allOf(eq(magicLinks.firmId, actor.firmId));
  if (actor.kind === "staff" || actor.kind === "system") return inFirm;
  return actor.kind === "contact" ? allOf(inFirm, eq(magicLinks.contactId, actor.contactId)) : nothing;
}

const browserOfDevice = and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId));
const requestOfLink = and(eq(requests.firmId, magicLinks.firmId), eq(requests.id, magicLinks.requestId));

const mostDevices = 100;
const mostLinks = 20;

/** A contact's devices, those that are in first, each with the link that it claimed (A12, A16). `days`: how long ended ones are kept in the list. */
export async function devicesOf(actor: ContactActor | StaffActor, contactId: string, days = 36_500) {
  return withFirm(actor, async (tx) => {
    const live = sql<boolean>`(${devices.endedAt} is null and ${devices.endsAt} > now())`;
    const rows = await tx
      .select({
        id: devices.id,
        browser: browsers.name,
        system: browsers.system,
        claimedAt: devices.claimedAt,
        endsAt: devices.endsAt,
        endedAt: devices.endedAt,
        endedHow: devices.endedHow,
        lastSeenAt: devices.lastSeenAt,
        ip: devices.firstIp,
        bound: sql<boolean>`(${devices.publicKey} is not null)`,
        live,
        linkPurpose: magicLinks.purpose,
        linkIssuedAt: magicLinks.issuedAt,
      })
      .from(devices)
      .innerJoin(browsers, browserOfDevice)
      .leftJoin(
        magicLinks,
        // by contact first: that is the index
        and(
          eq(magicLinks.firmId, devices.firmId),
          eq(magicLinks.contactId, devices.contactId),
          eq(magicLinks.deviceId, devices.id),
        ),
      )
      .where(
        allOf(
          visibleDevices(actor),
          eq(devices.contactId, contactId),
          sql`coalesce(${devices.endedAt}, ${devices.endsAt}) > now() - make_interval(days => ${days})`,
        ),
      )
      .orderBy(desc(live), desc(devices.lastSeenAt), desc(devices.id))
      .limit(mostDevices);
    return withCountry(rows);
  });
}

export type DeviceOf = Awaited<ReturnType<typeof devicesOf>>[number];

const looks = (visitor: "person" | "machine") =>
  sql<number>`(select count(*)::int from link_visits v where v.firm_id = ${magicLinks.firmId} and v.link_id = ${magicLinks.id} and v.visitor = ${visitor})`;

/** The links that were mailed to a contact lately: which device opened each, and who else looked at it (A3, A12). */
export async function linksOf(actor: ContactActor | StaffActor, contactId: string) {
  return withFirm(actor, (tx) =>
    tx
      .select({
        id: magicLinks.id,
        purpose: magicLinks.purpose,
        issuedAt: magicLinks.issuedAt,
        claimedAt: magicLinks.claimedAt,
        revokedAt: magicLinks.revokedAt,
        old: sql<boolean>`${magicLinks.issuedAt} <= now() - interval '720 hours'`,
        requestTitle: requests.title,
        browser: browsers.name,
        system: browsers.system,
        people: looks("person"),
        machines: looks("machine"),
      })
      .from(magicLinks)
      .leftJoin(requests, requestOfLink)
      .leftJoin(devices, and(eq(devices.firmId, magicLinks.firmId), eq(devices.id, magicLinks.deviceId)))
      .leftJoin(browsers, browserOfDevice)
      .where(allOf(visibleLinks(actor), eq(magicLinks.contactId, contactId)))
      .orderBy(desc(magicLinks.issuedAt), desc(magicLinks.id))
      .limit(mostLinks),
  );
}

export type LinkOf = Awaited<ReturnType<typeof linksOf>>[number];

/** The newest visits of a contact's links, one by one, for staff (A3, A12). */
export async function visitsOf(staff: StaffActor, contactId: string) {
  return withFirm(staff, async (tx) => {
    const rows = await tx
      .select({
        id: linkVisits.id,
        at: linkVisits.at,
        visitor: linkVisits.visitor,
        reason: linkVisits.reason,
        browser: linkVisits.browser,
        ip: linkVisits.ip,
        linkPurpose: magicLinks.purpose,
        linkIssuedAt: magicLinks.issuedAt,
      })
      .from(linkVisits)
      .innerJoin(
        magicLinks,
        and(eq(magicLinks.firmId, linkVisits.firmId), eq(magicLinks.id, linkVisits.linkId)),
      )
      .where(allOf(visibleLinks(staff), eq(magicLinks.contactId, contactId)))
      .orderBy(desc(linkVisits.at), desc(linkVisits.id))
      .limit(30);
    return withCountry(rows);
  });
}

export type VisitOf = Awaited<ReturnType<typeof visitsOf>>[number];

/** How many links of a contact are still unopened and would open: what revoking all closes. */
export async function unopenedLinks(actor: ContactActor | StaffActor, contactId: string): Promise<number> {
  return withFirm(actor, (tx: Tx) =>
    tx.$count(
      magicLinks,
      allOf(
        visibleLinks(actor),
        eq(magicLinks.contactId, contactId),
        sql`device_id is null and revoked_at is null and issued_at > now() - interval '720 hours'`,
      ),
    ),
  );
}

async function withCountry<T extends { ip: string }>(rows: T[]): Promise<(T & { country: string | null })[]> {
  return Promise.all(rows.map(async (row) => ({ ...row, country: await countryOf(row.ip) })));
}
