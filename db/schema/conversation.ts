import { sql } from "drizzle-orm";
import { bigint, check, customType, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { browsers } from "./access";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { contacts } from "./people";
import { staffMembers } from "./staff";
import { tasks } from "./work";

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

export const comments = pgTable(
  "comments",
  {
    ...firmRow(),
    taskId: uuid("task_id").notNull(),
    contactId: uuid("contact_id"),
    staffId: uuid("staff_id"),
    body: text("body").notNull(),
    /** Made when the form is drawn: a form sent twice writes one comment. */
    formKey: uuid("form_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.staffId, () => staffMembers),
    check("written_by_one", sql`num_nonnulls(${t.contactId}, ${t.staffId}) = 1`),
    uniqueIndex("comments_once_per_form").on(t.firmId, t.formKey),
    index("comments_by_task").on(t.firmId, t.taskId, t.createdAt),
  ],
);

/** A file a client gives to a task. Its bytes lie encrypted in storage under `storageKey` (D1). */
export const files = pgTable(
  "files",
  {
    ...firmRow(),
    taskId: uuid("task_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    browserId: uuid("browser_id"),
    /** Made by the browser for each file chosen: an upload begun twice is one file. */
    uploadKey: uuid("upload_key").notNull(),
    name: text("name").notNull(),
    /** 0 while a plain form is still sending: it does not say how long its file is. */
    size: bigint("size", { mode: "number" }).notNull(),
    receivedBytes: bigint("received_bytes", { mode: "number" }).notNull().default(0),
    state: text("state", { enum: ["receiving", "received", "withdrawn"] })
      .notNull()
      .default("receiving"),
    contentType: text("content_type").notNull().default("application/octet-stream"),
    sha256: text("sha256"),
    storageKey: text("storage_key").notNull(),
    /** What the store called each part that was kept, in order. */
    parts: text("parts").array().notNull().default([]),
    /** The file's own key, wrapped by the master key named in it. */
    wrappedKey: text("wrapped_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When the last bytes came: an upload that stood still for a day is swept. */
    movedAt: instant("moved_at").notNull().defaultNow(),
    receivedAt: instant("received_at"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.browserId, () => browsers),
    check(
      "received_is_whole",
      sql`${t.state} <> 'received' or (${t.receivedBytes} = ${t.size} and ${t.sha256} is not null)`,
    ),
    uniqueIndex("files_once_per_key").on(t.firmId, t.contactId, t.uploadKey),
    index("files_by_task").on(t.firmId, t.taskId),
    index("files_unfinished")
      .on(t.movedAt)
      .where(sql`received_at is null`),
  ],
);
