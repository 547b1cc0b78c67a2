import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";
import { taskStates, type TaskDetails, type TaskGiven } from "@/lib/tasks/kinds";
import { instant } from "./firms";
import { edited, firmKey, firmRow, inFirm } from "./keys";
import { clients, contacts } from "./people";
import { staffMembers } from "./staff";

export const workItems = pgTable(
  "work_items",
  {
    ...firmRow(),
    clientId: uuid("client_id").notNull(),
    ownerId: uuid("owner_id").notNull(),
    title: text("title").notNull(),
    status: text("status", { enum: ["planned", "ready", "in_progress", "waiting", "completed"] })
      .notNull()
      .default("planned"),
    startsOn: date("starts_on", { mode: "string" }),
    dueOn: date("due_on", { mode: "string" }),
    completedAt: instant("completed_at"),
    completedBy: uuid("completed_by"),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    ...edited(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.clientId, () => clients),
    inFirm(t, t.ownerId, () => staffMembers),
    inFirm(t, t.completedBy, () => staffMembers),
    inFirm(t, t.changedBy, () => staffMembers),
    check("completed_has_an_instant", sql`(${t.status} = 'completed') = (${t.completedAt} is not null)`),
    index("work_items_by_client").on(t.firmId, t.clientId, t.id),
    index("work_items_newest_first").on(t.firmId, t.createdAt, t.id),
    index("work_items_by_due_day").on(t.firmId, sql`coalesce(due_on, '9999-12-31'::date)`, t.id),
  ],
);

type BeforeSending = {
  sentBy: string | null;
  workStatus: "planned" | "ready" | "in_progress" | "waiting";
};

export const requests = pgTable(
  "requests",
  {
    ...firmRow(),
    workItemId: uuid("work_item_id").notNull(),
    title: text("title").notNull(),
    note: text("note").notNull().default(""),
    dueOn: date("due_on", { mode: "string" }),
    status: text("status", { enum: ["draft", "sent", "withdrawn"] })
      .notNull()
      .default("draft"),
    createdBy: uuid("created_by").notNull(),
    sentAt: instant("sent_at"),
    sentBy: uuid("sent_by"),
    timesSent: integer("times_sent").notNull().default(0),
    /** Until then the last sending can be undone: its mails wait, and a first one shows clients nothing (S10). */
    heldUntil: instant("held_until"),
    /** What the last sending changed, for its undoing. */
    beforeSending: jsonb("before_sending").$type<BeforeSending>(),
    /** What clients give waits for the firm's look before it counts as done (W6, DECISIONS 17). */
    needsReview: boolean("needs_review").notNull().default(false),
    withdrawnAt: instant("withdrawn_at"),
    /** When its title, note or due day last changed after it was sent: its recipients read that it did (W4). */
    rewordedAt: instant("reworded_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    ...edited(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.workItemId, () => workItems),
    inFirm(t, t.createdBy, () => staffMembers),
    inFirm(t, t.sentBy, () => staffMembers),
    inFirm(t, t.changedBy, () => staffMembers),
    check("sent_has_an_instant", sql`${t.status} = 'draft' or ${t.sentAt} is not null`),
    index("requests_by_work_item").on(t.firmId, t.workItemId),
    index("requests_newest_first").on(t.firmId, t.createdAt, t.id),
    index("requests_by_due_day").on(t.firmId, sql`coalesce(due_on, '9999-12-31'::date)`, t.id),
  ],
);

export const requestRecipients = pgTable(
  "request_recipients",
  {
    firmId: uuid("firm_id").notNull(),
    requestId: uuid("request_id").notNull(),
    contactId: uuid("contact_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.requestId, t.contactId] }),
    inFirm(t, t.requestId, () => requests),
    inFirm(t, t.contactId, () => contacts),
    index().on(t.firmId, t.contactId),
  ],
);

/** Declared below: tasks and guests name each other. */
const theGuests = (): { firmId: AnyPgColumn; id: AnyPgColumn } => guests;

/** An answer as it is given; the same for a task and for one recipient's own answer to it. */
const answerColumns = () => ({
  answerKind: text("answer_kind", { enum: ["given", "not_applicable", "dont_have", "promised"] }),
  answer: text("answer"),
  given: jsonb("given").$type<TaskGiven>(),
  /** Why not applicable, not there, or declined. */
  reason: text("reason"),
  promisedOn: date("promised_on", { mode: "string" }),
  answeredAt: instant("answered_at"),
  doneAt: instant("done_at"),
  sentBackAt: instant("sent_back_at"),
  sentBackReason: text("sent_back_reason"),
});

export const tasks = pgTable(
  "tasks",
  {
    ...firmRow(),
    requestId: uuid("request_id").notNull(),
    position: integer("position").notNull(),
    kind: text("kind", { enum: ["tick", "upload", "answer", "choice", "approval", "transaction"] }).notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    /** What this kind of task needs to be asked: choices, wanted documents, the transaction. */
    details: jsonb("details").$type<TaskDetails>().notNull().default({}),
    /** False: only those named in task_recipients. */
    forEveryone: boolean("for_everyone").notNull().default(true),
    allMust: boolean("all_must").notNull().default(false),
    state: text("state", { enum: taskStates }).notNull().default("open"),
    ...answerColumns(),
    answeredBy: uuid("answered_by"),
    /** The guest who gave it in the place of `answeredBy` (A18). */
    answeredByGuest: uuid("answered_by_guest"),
    acceptedBy: uuid("accepted_by"),
    acceptedAt: instant("accepted_at"),
    /** When its words last changed after it was sent. */
    rewordedAt: instant("reworded_at"),
    /** When staff took it out of a request that was sent, unanswered: nothing more is needed, so it counts as done. */
    takenOutAt: instant("taken_out_at"),
    takenOutBy: uuid("taken_out_by"),
    /** When it was asked for again after that. */
    askedAgainAt: instant("asked_again_at"),
    askedAgainBy: uuid("asked_again_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    ...edited(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.requestId, () => requests),
    inFirm(t, t.answeredBy, () => contacts),
    inFirm(t, t.answeredByGuest, theGuests),
    inFirm(t, t.acceptedBy, () => staffMembers),
    inFirm(t, t.takenOutBy, () => staffMembers),
    inFirm(t, t.askedAgainBy, () => staffMembers),
    inFirm(t, t.changedBy, () => staffMembers),
    check("taken_out_is_done", sql`${t.takenOutAt} is null or ${t.state} = 'done'`),
    check(
      "promised_has_a_day",
      sql`(${t.answerKind} is not distinct from 'promised') = (${t.promisedOn} is not null)`,
    ),
    check("done_has_an_instant", sql`(${t.state} = 'done') = (${t.doneAt} is not null)`),
    index("tasks_by_request").on(t.firmId, t.requestId, t.position),
    index("tasks_newest_first").on(t.firmId, t.createdAt, t.id),
  ],
);

/** Each recipient's own answer, where a task says that all must answer (DECISIONS 17). */
export const taskAnswers = pgTable(
  "task_answers",
  {
    firmId: uuid("firm_id").notNull(),
    taskId: uuid("task_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    state: text("state", { enum: taskStates }).notNull().default("open"),
    ...answerColumns(),
    answeredByGuest: uuid("answered_by_guest"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.taskId, t.contactId] }),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.answeredByGuest, theGuests),
    check(
      "promised_answer_has_a_day",
      sql`(${t.answerKind} is not distinct from 'promised') = (${t.promisedOn} is not null)`,
    ),
    check("done_answer_has_an_instant", sql`(${t.state} = 'done') = (${t.doneAt} is not null)`),
  ],
);

export const taskRecipients = pgTable(
  "task_recipients",
  {
    firmId: uuid("firm_id").notNull(),
    taskId: uuid("task_id").notNull(),
    contactId: uuid("contact_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.taskId, t.contactId] }),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
  ],
);

/**
 * What a sent request or one of its tasks said before its firm changed it (W4): what a client has read can be read again in a
 * dispute.
 */
export const earlierWords = pgTable(
  "earlier_words",
  {
    ...firmRow(),
    requestId: uuid("request_id").notNull(),
    /** The task; null for the request's own words. */
    taskId: uuid("task_id"),
    title: text("title").notNull(),
    /** The request's note, or the task's description. */
    body: text("body").notNull(),
    /** What else it asked: the due day of a request, the kind's own fields of a task. */
    details: jsonb("details").$type<{ dueOn: string | null } | TaskDetails>().notNull(),
    replacedAt: instant("replaced_at").notNull().defaultNow(),
    replacedBy: uuid("replaced_by").notNull(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.requestId, () => requests),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.replacedBy, () => staffMembers),
    index("earlier_words_by_request").on(t.firmId, t.requestId, t.replacedAt),
    index("earlier_words_by_task").on(t.firmId, t.taskId),
  ],
);

/** What somebody is typing, kept here so that a dead battery loses nothing (P2, DECISIONS 21). */
export const taskDrafts = pgTable(
  "task_drafts",
  {
    firmId: uuid("firm_id").notNull(),
    taskId: uuid("task_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    field: text("field", { enum: ["answer", "comment"] }).notNull(),
    body: text("body").notNull(),
    savedAt: instant("saved_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.taskId, t.contactId, t.field] }),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
  ],
);

/** Somebody whom a contact lets answer one task, by a link of its own (A18). Whether it still may is asked at each request. */
export const guests = pgTable(
  "guests",
  {
    ...firmRow(),
    taskId: uuid("task_id").notNull(),
    /** Whose place it takes: the contact who asked. */
    contactId: uuid("contact_id").notNull(),
    /** Which way who asked was in: it ends with that. Their foreign keys are in the migration, as those tables stand above. */
    deviceId: uuid("device_id"),
    loginId: uuid("login_id"),
    email: text("email").notNull(),
    tokenHash: text("token_hash").notNull(),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    claimedAt: instant("claimed_at"),
    /** The one browser that is in; without a foreign key, for the tables of browsers stand above this file. */
    browserId: uuid("browser_id"),
    /** Of the cookies of its last presses: two of one browser at once are both in. */
    sessionHashes: text("session_hashes")
      .array()
      .notNull()
      .default(sql`'{}'`),
    endedAt: instant("ended_at"),
    endedHow: text("ended_how", {
      enum: [
        "stopped",
        "asked_again",
        "contact_deleted",
        "email_changed",
        "revoked",
        "device_revoked",
        "login_ended",
      ],
    }),
  },
  (t) => [
    firmKey(t),
    uniqueIndex("guests_by_token").on(t.firmId, t.tokenHash),
    inFirm(t, t.taskId, () => tasks),
    inFirm(t, t.contactId, () => contacts),
    index("guests_by_task").on(t.firmId, t.taskId),
    index("guests_by_contact").on(t.firmId, t.contactId),
    index("guests_by_browser").on(t.firmId, t.browserId),
    index("guests_by_device").on(t.firmId, t.deviceId),
    index("guests_by_login").on(t.firmId, t.loginId),
  ],
);
