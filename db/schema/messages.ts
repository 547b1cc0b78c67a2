import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { magicLinks } from "./access";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { contacts } from "./people";
import { staffMembers } from "./staff";
import { guests, requests } from "./work";

/** The outbox (S8): written with the act that caused it, sent by the worker, wiped when final. */
export const messages = pgTable(
  "messages",
  {
    ...firmRow(),
    kind: text("kind", {
      enum: [
        "request",
        "access_link",
        "new_device",
        "comment",
        "declined",
        "client_notice",
        "staff_sign_in",
        "staff_invite",
        "login_link",
        "password_set",
        "factor_changed",
        "address_changed",
        "staff_security",
        "staff_code",
        "guest",
        "guest_notice",
        "receipt",
      ],
    }).notNull(),
    /** One logical message is one row: a second write of the same act meets this key. */
    dedupeKey: text("dedupe_key").notNull(),
    contactId: uuid("contact_id"),
    staffId: uuid("staff_id"),
    requestId: uuid("request_id"),
    linkId: uuid("link_id"),
    guestId: uuid("guest_id"),
    toAddress: text("to_address").notNull(),
    /** The whole rendered letter, encrypted; null once the state is final (DECISIONS 11). */
    sealed: text("sealed"),
    state: text("state", { enum: ["pending", "leased", "sent", "ambiguous", "dead", "cancelled"] })
      .notNull()
      .default("pending"),
    attempts: integer("attempts").notNull().default(0),
    /** Not before: held for an undoing, or until the next try. */
    nextAt: instant("next_at").notNull().defaultNow(),
    leaseUntil: instant("lease_until"),
    fence: integer("fence").notNull().default(0),
    /** Set just before the provider is called: a crash after it leaves an SMTP mail ambiguous. */
    callingAt: instant("calling_at"),
    providerId: text("provider_id"),
    problem: text("problem"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    firmKey(t),
    uniqueIndex("messages_once").on(t.firmId, t.dedupeKey),
    inFirm(t, t.contactId, () => contacts),
    inFirm(t, t.staffId, () => staffMembers),
    inFirm(t, t.requestId, () => requests),
    inFirm(t, t.linkId, () => magicLinks),
    inFirm(t, t.guestId, () => guests),
    index("messages_due")
      .on(t.nextAt)
      .where(sql`state in ('pending', 'leased')`),
    index("messages_by_request").on(t.firmId, t.requestId),
    index("messages_by_contact").on(t.firmId, t.contactId, t.createdAt),
  ],
);
