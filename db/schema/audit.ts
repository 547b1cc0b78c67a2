import { sql } from "drizzle-orm";
import { bigint, bigserial, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { firms, instant } from "./firms";

/** An id out of an event's subject; nothing where it is no id. */
const idIn = (name: "contactId" | "requestId" | "taskId") =>
  sql.raw(
    `case when subject->>'${name}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (subject->>'${name}')::uuid end`,
  );

/** Append-only (T2): the application role may insert and read, a trigger refuses the rest. */
export const auditEvents = pgTable(
  "audit_events",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    id: uuid("id").notNull().unique().defaultRandom(),
    firmId: uuid("firm_id")
      .notNull()
      .references(() => firms.id),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind", { enum: ["staff", "contact", "guest", "system", "stranger"] }).notNull(),
    actorId: uuid("actor_id"),
    deviceId: uuid("device_id"),
    /** The key by which another program acted for the staff member. */
    apiKeyId: uuid("api_key_id"),
    action: text("action").notNull(),
    /** Ids only, never names, texts or tokens. */
    subject: jsonb("subject").$type<Record<string, string | number | null>>().notNull(),
    /** What it was done to, out of the subject, so that an index finds what happened to it. */
    contactId: uuid("contact_id").generatedAlwaysAs(idIn("contactId")),
    requestOfId: uuid("request_of_id").generatedAlwaysAs(idIn("requestId")),
    taskId: uuid("task_id").generatedAlwaysAs(idIn("taskId")),
    ip: text("ip").notNull().default(""),
    requestId: text("request_id").notNull().default(""),
  },
  (t) => [
    index("audit_events_by_firm").on(t.firmId, t.seq),
    index("audit_events_by_actor").on(t.firmId, t.actorId, t.at),
    index("audit_events_by_contact").on(t.firmId, t.contactId, t.at),
    index("audit_events_by_request").on(t.firmId, t.requestOfId, t.at),
    index("audit_events_by_task").on(t.firmId, t.taskId, t.at),
  ],
);

/** What the worker has yet to tell to open pages (W7): written with each act, removed when told (DECISIONS 26). */
export const changes = pgTable("changes", {
  seq: bigint("seq", { mode: "number" })
    .primaryKey()
    .references(() => auditEvents.seq),
  firmId: uuid("firm_id")
    .notNull()
    .references(() => firms.id),
});
