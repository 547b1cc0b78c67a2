import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Mark } from "@/lib/files/mark-rules";
import { browsers } from "./access";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { clients, contacts } from "./people";
import { staffMembers } from "./staff";
import { guests, tasks } from "./work";

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

/**
 * A file: a client's answer to a task, part of a comment, what staff attached for the client to read, or a document
 * of a client. Its bytes lie encrypted in storage under `storageKey` (D1).
 */
export const files = pgTable(
  "files",
  {
    ...firmRow(),
    purpose: text("purpose", { enum: ["answer", "comment", "reading", "document"] })
      .notNull()
      .default("answer"),
    taskId: uuid("task_id"),
    clientId: uuid("client_id"),
    /** Set when the comment it was written with is sent. */
    commentId: uuid("comment_id"),
    /** Which wanted document of the task this is. */
    wanted: text("wanted"),
    contactId: uuid("contact_id"),
    staffId: uuid("staff_id"),
    /** The guest who sent it in the place of the contact (A18). */
    guestId: uuid("guest_id"),
    browserId: uuid("browser_id"),
    /** Made by the browser for each file chosen: an upload begun twice is one file. */
    uploadKey: uuid("upload_key").notNull(),
    name: text("name").notNull(),
    /** 0 while a plain form is still sending: it does not say how long its file is. */
    size: bigint("size", { mode: "number" }).notNull(),
    receivedBytes: bigint("received_bytes", { mode: "number" }).notNull().default(0),
    /** Bytes of the next chunk that wait as slices (`upload_slices`), where no chunk comes through whole. */
    slicedBytes: integer("sliced_bytes").notNull().default(0),
    state: text("state", { enum: ["receiving", "received", "withdrawn"] })
      .notNull()
      .default("receiving"),
    contentType: text("content_type").notNull().default("application/octet-stream"),
    /** What staff should know before they open it, such as that it holds macros (D3): lib/files/mark-rules.ts. */
    marks: text("marks").array().notNull().default([]).$type<Mark[]>(),
    sha256: text("sha256"),
    storageKey: text("storage_key").notNull(),
    /** What the store called each part that was kept, in order. */
    parts: text("parts").array().notNull().default([]),
    /** How often a part was tried here: the number of each try on S3, so that no two meet. */
    attempts: integer("attempts").notNull().default(0),
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
    inFirm(t, t.clientId, () => clients),
    inFirm(t, t.commentId, () => comments),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.staffId, () => staffMembers),
    inFirm(t, t.browserId, () => browsers),
    inFirm(t, t.guestId, () => guests),
    check(
      "guest_for_contact",
      sql`${t.guestId} is null or (${t.contactId} is not null and ${t.purpose} = 'answer')`,
    ),
    check("sent_by_one", sql`num_nonnulls(${t.contactId}, ${t.staffId}) = 1`),
    check("hangs_on_one", sql`num_nonnulls(${t.taskId}, ${t.clientId}) = 1`),
    check("clients_answer", sql`${t.purpose} <> 'answer' or ${t.contactId} is not null`),
    check("staff_attach", sql`${t.purpose} <> 'reading' or ${t.staffId} is not null`),
    check(
      "received_is_whole",
      sql`${t.state} <> 'received' or (${t.receivedBytes} = ${t.size} and ${t.sha256} is not null)`,
    ),
    uniqueIndex("files_once_per_key")
      .on(t.firmId, t.contactId, t.uploadKey)
      .where(sql`guest_id is null`),
    uniqueIndex("files_once_per_guest_key").on(t.firmId, t.guestId, t.uploadKey),
    uniqueIndex("files_once_per_staff_key").on(t.firmId, t.staffId, t.uploadKey),
    index("files_by_task").on(t.firmId, t.taskId),
    index("files_by_client").on(t.firmId, t.clientId),
    index("files_by_comment").on(t.firmId, t.commentId),
    index("files_newest_first").on(t.firmId, t.createdAt, t.id),
    index("files_unfinished")
      .on(t.movedAt)
      .where(sql`received_at is null`),
    index("files_never_hung")
      .on(t.movedAt)
      .where(sql`purpose = 'comment' and comment_id is null and staff_id is not null`),
  ],
);

/**
 * Slices of a chunk of an upload that is under way, sealed by the file's own key, until the chunk is whole: for senders
 * behind a proxy that lets no chunk through (docs/decisions/0020-slices-behind-a-proxy.md).
 */
export const uploadSlices = pgTable(
  "upload_slices",
  {
    firmId: uuid("firm_id").notNull(),
    fileId: uuid("file_id").notNull(),
    /** Where it begins in the file, in bytes. */
    offset: bigint("offset", { mode: "number" }).notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.fileId, t.offset] }), inFirm(t, t.fileId, () => files)],
);

/** A mail to a client that waits for more to tell: one row a contact, ten minutes after the last comment (P4, DECISIONS 20). */
export const clientNotices = pgTable(
  "client_notices",
  {
    firmId: uuid("firm_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** What happened before this is told already. */
    since: instant("since").notNull().defaultNow(),
    dueAt: instant("due_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.contactId] }),
    inFirm(t, t.contactId, () => contacts),
    index("client_notices_due").on(t.dueAt),
  ],
);
