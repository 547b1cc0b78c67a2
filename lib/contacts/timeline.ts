import "server-only";
import { and, desc, eq, isNotNull, or, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { withFirm, type Tx } from "@/db/client";
import { browsers, devices, magicLinks } from "@/db/schema/access";
import { comments } from "@/db/schema/conversation";
import { messages } from "@/db/schema/messages";
import { staffMembers } from "@/db/schema/staff";
import { requestRecipients, requests, tasks } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, nothing, visibleTasks } from "@/lib/access/conditions";
import { visibleDevices } from "@/lib/devices/queries";
import { actsAbout } from "./timeline-acts";
import { afterCursor, pageOf, type Page } from "@/lib/paging";

type Ask = { tx: Tx; staff: StaffActor; contactId: string; cursor: string | undefined };
const rowsAsked = pageOf.size + 1;

const requestOfTask = and(eq(requests.firmId, tasks.firmId), eq(requests.id, tasks.requestId));

/** Everything between the firm and one contact, newest first, a page at a time (C4). */
export async function contactTimeline(
  staff: StaffActor,
  contactId: string,
  cursor: string | undefined,
): Promise<Page<TimelineEvent>> {
  return withFirm(staff, async (tx) => {
    const ask = { tx, staff, contactId, cursor };
    const all: TimelineEvent[] = [
      ...(await mailsTo(ask)).map((row) => ({ kind: "mail" as const, ...row })),
      ...(await claimsBy(ask)).map((row) => ({ kind: "claim" as const, ...row })),
      ...(await endsOf(ask)).map((row) => ({ kind: "end" as const, ...row })),
      ...(await actsAbout(ask)).map((row) => ({ kind: "act" as const, ...row })),
      ...(await commentsWith(ask)).map((row) => ({ kind: "comment" as const, ...row })),
    ];
    all.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
    return pageOf(all.slice(0, rowsAsked));
  });
}

type Rows<T extends (ask: Ask) => Promise<unknown[]>> = Awaited<ReturnType<T>>[number];
export type TimelineEvent =
  | ({ kind: "mail" } & Rows<typeof mailsTo>)
  | ({ kind: "claim" } & Rows<typeof claimsBy>)
  | ({ kind: "end" } & Rows<typeof endsOf>)
  | ({ kind: "act" } & Rows<typeof actsAbout>)
  | ({ kind: "comment" } & Rows<typeof commentsWith>);

/** A column that the query has made sure of. */
const sure = (column: PgColumn) =>
  sql`${column}`.mapWith((value: unknown) => column.mapFromDriverValue(value) as Date);

async function mailsTo({ tx, staff, contactId, cursor }: Ask) {
  return tx
    .select({
      id: messages.id,
      at: messages.createdAt,
      mail: messages.kind,
      /** Which change to the login it tells of (`tellLogin`); null for other mails, and for those before this was kept. */
      factorChange: sql<
        string | null
      >`case when ${messages.kind} = 'factor_changed' and ${messages.dedupeKey} like 'factor:%:%'
        then split_part(${messages.dedupeKey}, ':', 2) end`,
      state: messages.state,
      problem: messages.problem,
      sentAt: messages.sentAt,
      requestId: messages.requestId,
      requestTitle: requests.title,
    })
    .from(messages)
    .leftJoin(requests, and(eq(requests.firmId, messages.firmId), eq(requests.id, messages.requestId)))
    .where(
      allOf(
        eq(messages.firmId, staff.firmId),
        eq(messages.contactId, contactId),
        afterCursor(cursor, messages.createdAt, messages.id),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(rowsAsked);
}

const browserOfDevice = and(eq(browsers.firmId, devices.firmId), eq(browsers.id, devices.browserId));

async function claimsBy({ tx, staff, contactId, cursor }: Ask) {
  return tx
    .select({
      id: devices.id,
      at: devices.claimedAt,
      browser: browsers.name,
      system: browsers.system,
      purpose: magicLinks.purpose,
      issuedAt: magicLinks.issuedAt,
      requestTitle: requests.title,
    })
    .from(devices)
    .innerJoin(browsers, browserOfDevice)
    .leftJoin(
      magicLinks,
      and(
        eq(magicLinks.firmId, devices.firmId),
        eq(magicLinks.contactId, devices.contactId),
        eq(magicLinks.deviceId, devices.id),
      ),
    )
    .leftJoin(requests, and(eq(requests.firmId, magicLinks.firmId), eq(requests.id, magicLinks.requestId)))
    .where(
      allOf(
        visibleDevices(staff),
        eq(devices.contactId, contactId),
        afterCursor(cursor, devices.claimedAt, devices.id),
      ),
    )
    .orderBy(desc(devices.claimedAt), desc(devices.id))
    .limit(rowsAsked);
}

async function endsOf({ tx, staff, contactId, cursor }: Ask) {
  return tx
    .select({
      id: devices.id,
      at: sure(devices.endedAt),
      how: devices.endedHow,
      browser: browsers.name,
      system: browsers.system,
    })
    .from(devices)
    .innerJoin(browsers, browserOfDevice)
    .where(
      allOf(
        visibleDevices(staff),
        eq(devices.contactId, contactId),
        isNotNull(devices.endedAt),
        afterCursor(cursor, devices.endedAt, devices.id),
      ),
    )
    .orderBy(desc(devices.endedAt), desc(devices.id))
    .limit(rowsAsked);
}

const addressed = (staff: StaffActor, contactId: string): SQL =>
  allOf(eq(requestRecipients.firmId, staff.firmId), eq(requestRecipients.contactId, contactId));
const recipientsOfRequest = and(
  eq(requestRecipients.firmId, tasks.firmId),
  eq(requestRecipients.requestId, tasks.requestId),
);
const ofTask = { taskId: tasks.id, taskTitle: tasks.title, workItemId: requests.workItemId };

/** What the contact wrote, and what the firm wrote on requests addressed to it. */
async function commentsWith({ tx, staff, contactId, cursor }: Ask) {
  return tx
    .select({
      id: comments.id,
      at: comments.createdAt,
      body: comments.body,
      staffName: staffMembers.name,
      ...ofTask,
    })
    .from(requestRecipients)
    .innerJoin(tasks, recipientsOfRequest)
    .innerJoin(requests, requestOfTask)
    .innerJoin(comments, and(eq(comments.firmId, tasks.firmId), eq(comments.taskId, tasks.id)))
    .leftJoin(
      staffMembers,
      and(eq(staffMembers.firmId, comments.firmId), eq(staffMembers.id, comments.staffId)),
    )
    .where(
      allOf(
        addressed(staff, contactId),
        visibleTasks(staff),
        or(eq(comments.contactId, contactId), isNotNull(comments.staffId)) ?? nothing,
        afterCursor(cursor, comments.createdAt, comments.id),
      ),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(rowsAsked);
}
