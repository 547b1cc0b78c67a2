import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./firms";
import { edited, firmKey, firmRow, inFirm } from "./keys";
import { staffMembers } from "./staff";

/** Whom the firm works for: a company or a person. */
export const clients = pgTable(
  "clients",
  {
    ...firmRow(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["company", "person"] }).notNull(),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    ...edited(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.changedBy, () => staffMembers),
    index("clients_by_name").on(t.firmId, t.name, t.id),
    index("clients_newest_first").on(t.firmId, t.createdAt, t.id),
  ],
);

/** A person. One email is one contact in a firm (C1); a deleted one keeps its row (A13). */
export const contacts = pgTable(
  "contacts",
  {
    ...firmRow(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    email: text("email").notNull(),
    phone: text("phone").notNull().default(""),
    deletedAt: instant("deleted_at"),
    /** Erased for good (C2): what named the person is gone from this row. */
    erasedAt: instant("erased_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    ...edited(),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.changedBy, () => staffMembers),
    index("contacts_newest_first").on(t.firmId, t.createdAt, t.id),
    uniqueIndex("contacts_one_per_email").on(t.firmId, t.email),
    index("contacts_by_name").on(t.firmId, t.lastName, t.firstName, t.id),
  ],
);

export const clientContacts = pgTable(
  "client_contacts",
  {
    firmId: uuid("firm_id").notNull(),
    clientId: uuid("client_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.clientId, t.contactId] }),
    inFirm(t, t.clientId, () => clients),
    inFirm(t, t.contactId, () => contacts),
    index().on(t.firmId, t.contactId),
  ],
);
