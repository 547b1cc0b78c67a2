import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { contacts } from "./people";
import { staffMembers } from "./staff";
import { requests } from "./work";

/** One browser profile, known by the hash of its `__Host-dv` cookie. */
export const browsers = pgTable(
  "browsers",
  {
    ...firmRow(),
    tokenHash: text("token_hash").notNull(),
    /** The name before the last claim: for a minute, for a second press that was already on its way. */
    previousTokenHash: text("previous_token_hash"),
    renamedAt: instant("renamed_at"),
    name: text("name").notNull(),
    system: text("system").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [firmKey(t), uniqueIndex("browsers_by_token").on(t.firmId, t.tokenHash)],
);

/** One contact on one browser, in for 30 days from the claim (A5). */
export const devices = pgTable(
  "devices",
  {
    ...firmRow(),
    browserId: uuid("browser_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    claimedAt: instant("claimed_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    endedAt: instant("ended_at"),
    endedHow: text("ended_how", { enum: ["signed_out", "revoked", "contact_deleted", "email_changed"] }),
    firstIp: text("first_ip").notNull().default(""),
    /** The public half of the key that its browser keeps (A14), set by the claim or never; null where cookies bind. */
    publicKey: text("public_key"),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** The visit before this one: what came after it is "New" on the home page (P1). */
    previousSeenAt: instant("previous_seen_at"),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.browserId, () => browsers),
    inFirm(t, t.contactId, () => contacts),
    index("devices_by_contact").on(t.firmId, t.contactId),
    index("devices_by_browser").on(t.firmId, t.browserId),
  ],
);

/** A magic link: one per message and recipient; only the hash of its token is kept (A1). */
export const magicLinks = pgTable(
  "magic_links",
  {
    ...firmRow(),
    tokenHash: text("token_hash").notNull(),
    purpose: text("purpose", { enum: ["request", "access"] }).notNull(),
    contactId: uuid("contact_id").notNull(),
    /** The address the mail went to; the link dies when the contact's address changes. */
    email: text("email").notNull(),
    requestId: uuid("request_id"),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    claimedAt: instant("claimed_at"),
    deviceId: uuid("device_id"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    firmKey(t),
    uniqueIndex("magic_links_by_token").on(t.firmId, t.tokenHash),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.requestId, () => requests),
    inFirm(t, t.deviceId, () => devices),
    index("magic_links_by_contact").on(t.firmId, t.contactId, t.issuedAt),
    index("magic_links_by_request").on(t.firmId, t.requestId),
  ],
);

/** Every visit of a link, machines told apart from people (A3); capped per link. */
export const linkVisits = pgTable(
  "link_visits",
  {
    ...firmRow(),
    linkId: uuid("link_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    visitor: text("visitor", { enum: ["person", "machine"] }).notNull(),
    reason: text("reason").notNull(),
    browser: text("browser").notNull(),
    ip: text("ip").notNull(),
  },
  (t) => [inFirm(t, t.linkId, () => magicLinks), index("link_visits_by_link").on(t.firmId, t.linkId, t.at)],
);

/** A client's session: the right to act as one device's contact until the device ends. */
export const sessions = pgTable(
  "sessions",
  {
    ...firmRow(),
    tokenHash: text("token_hash").notNull(),
    deviceId: uuid("device_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("sessions_by_token").on(t.firmId, t.tokenHash),
    inFirm(t, t.deviceId, () => devices),
    index().on(t.firmId, t.deviceId),
  ],
);

/** Who pressed "Send access link" in which browser; what its waiting page shows (DECISIONS 13). */
export const accessAsks = pgTable(
  "access_asks",
  {
    ...firmRow(),
    browserHash: text("browser_hash").notNull(),
    maskedEmail: text("masked_email").notNull(),
    count: integer("count").notNull().default(1),
    /** The waiting cookie of the browser that asked: the link of this ask opens there without a press (A7). */
    waitHash: text("wait_hash"),
    linkId: uuid("link_id"),
    /** The public half of the key that the press was signed with: it binds the device that this ask's link makes (A14). */
    publicKey: text("public_key"),
    /** Six digits, keyed and bound to the waiting cookie: ten minutes, five tries; with whose tries they are, keyed too. */
    codeHash: text("code_hash"),
    codeTries: integer("code_tries").notNull().default(0),
    codeEndsAt: instant("code_ends_at"),
    /** The number that this screen shows, and when the phone let it in. */
    shownNumber: integer("shown_number"),
    letInAt: instant("let_in_at"),
    askedAt: instant("asked_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [uniqueIndex("access_asks_by_browser").on(t.firmId, t.browserHash)],
);

/** A staff member looking at the portal as a contact (W9): a ticket that opens once, then a view that changes nothing. */
export const clientViews = pgTable(
  "client_views",
  {
    ...firmRow(),
    staffId: uuid("staff_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** Of the ticket, and once it was used of the view. */
    tokenHash: text("token_hash").notNull(),
    openedAt: instant("opened_at"),
    /** The staff member's session: with it the view ends (T3). */
    sessionHash: text("session_hash").notNull(),
    /** The staff side's host, where "Stop viewing" leads back. */
    backTo: text("back_to").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [
    inFirm(t, t.staffId, () => staffMembers),
    inFirm(t, t.contactId, () => contacts),
    uniqueIndex("client_views_by_token").on(t.firmId, t.tokenHash),
  ],
);
