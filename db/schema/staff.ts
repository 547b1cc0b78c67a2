import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";

export const staffMembers = pgTable(
  "staff_members",
  {
    ...firmRow(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    title: text("title").notNull().default("Your accountant"),
    phone: text("phone").notNull().default(""),
    role: text("role", { enum: ["owner", "admin", "member"] }).notNull(),
    /** Invited and not yet signed in. */
    invitedAt: instant("invited_at"),
    firstSignInAt: instant("first_sign_in_at"),
    deactivatedAt: instant("deactivated_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [firmKey(t), uniqueIndex().on(t.firmId, t.email), index().on(t.email)],
);

/** One-time sign-in links of staff (10 minutes, DECISIONS 16). */
export const staffLinks = pgTable(
  "staff_links",
  {
    ...firmRow(),
    staffId: uuid("staff_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** Sign-in: ten minutes. Invitation: seven days. */
    purpose: text("purpose", { enum: ["sign_in", "invite"] })
      .notNull()
      .default("sign_in"),
  },
  (t) => [inFirm(t, t.staffId, () => staffMembers)],
);

export const staffSessions = pgTable(
  "staff_sessions",
  {
    ...firmRow(),
    staffId: uuid("staff_id").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    host: text("host").notNull(),
    /** What proved it: link, totp, recovery, passkey. */
    factors: text("factors").array().notNull().default(["link"]),
    createdAt: instant("created_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  },
  (t) => [inFirm(t, t.staffId, () => staffMembers), index().on(t.firmId, t.staffId)],
);
