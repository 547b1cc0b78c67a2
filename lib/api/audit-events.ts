import "server-only";
import { desc, eq, lt, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { cursorFor, readCursor } from "@/lib/cursor";
import { Refused } from "@/lib/refused";
import { endpoint } from "./endpoint";
import { pageQuery, pageShape } from "./page";
import { at, instant } from "./values";

export const auditEventShape = z.strictObject({
  id: z.uuid(),
  at: instant,
  action: z.string(),
  actor_kind: z.enum(["staff", "contact", "guest", "system", "stranger"]),
  actor_id: z.uuid().nullable(),
  device_id: z.uuid().nullable(),
  api_key_id: z.uuid().nullable(),
  /** Ids of what it was done to. */
  subject: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  ip: z.string(),
  request_id: z.string(),
});

/** Who sees what happened: staff their firm's. */
const visibleEvents = (staff: StaffActor): SQL => allOf(eq(auditEvents.firmId, staff.firmId));

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const shown = (event: typeof auditEvents.$inferSelect): z.output<typeof auditEventShape> => ({
  id: event.id,
  at: at(event.at),
  action: event.action,
  actor_kind: event.actorKind,
  actor_id: event.actorId,
  device_id: event.deviceId,
  api_key_id: event.apiKeyId,
  subject: Object.fromEntries(Object.entries(event.subject).map(([name, value]) => [snake(name), value])),
  ip: event.ip,
  request_id: event.requestId,
});

const sort = "audit-events";

function seqOf(cursor: string): number {
  const [seq = ""] = readCursor(cursor, sort, [{ kind: "text" }]).values;
  if (!/^\d{1,15}$/.test(seq)) throw new Refused("invalid", "Write the next_cursor of the page before.");
  return Number(seq);
}

export const auditEndpoints = [
  endpoint({
    method: "GET",
    path: "/audit-events",
    scope: "audit:read",
    summary: "What happened in the firm, newest first",
    query: z.strictObject(pageQuery),
    output: pageShape(auditEventShape),
    act: (staff, { query: { limit, cursor } }) =>
      withFirm(staff, async (tx) => {
        const found = await tx
          .select()
          .from(auditEvents)
          .where(allOf(visibleEvents(staff), cursor ? lt(auditEvents.seq, seqOf(cursor)) : sql`true`))
          .orderBy(desc(auditEvents.seq))
          .limit(limit + 1);
        const last = found.length > limit ? found[limit - 1] : undefined;
        const next = last && cursorFor({ sort, back: false, id: last.id, values: [String(last.seq)] });
        return { data: found.slice(0, limit).map(shown), next_cursor: next ?? null };
      }),
  }),
  endpoint({
    method: "GET",
    path: "/audit-events/{id}",
    scope: "audit:read",
    summary: "One event",
    output: auditEventShape,
    act: (staff, { id }) =>
      withFirm(staff, async (tx) => {
        const [event] = await tx
          .select()
          .from(auditEvents)
          .where(allOf(visibleEvents(staff), eq(auditEvents.id, id)));
        if (!event) throw new Refused("missing", "There is nothing here with this id.");
        return shown(event);
      }),
  }),
];
