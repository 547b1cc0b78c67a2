import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { staffMembers } from "./staff";

/** A key by which another program acts for a staff member (I1). Shown once; only its hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    ...firmRow(),
    staffId: uuid("staff_id").notNull(),
    /** Who made it on the settings page; null: the operator, by command. */
    createdBy: uuid("created_by"),
    name: text("name").notNull(),
    /** Its first letters, to tell keys apart in a list. */
    hint: text("hint").notNull(),
    tokenHash: text("token_hash").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.staffId, () => staffMembers),
    inFirm(t, t.createdBy, () => staffMembers),
    uniqueIndex("api_keys_by_token").on(t.tokenHash),
    index("api_keys_by_firm").on(t.firmId, t.createdAt),
  ],
);

/** What a POST with an Idempotency-Key was answered, written in the transaction of its act. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    firmId: uuid("firm_id").notNull(),
    apiKeyId: uuid("api_key_id").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of method, path and body: the same key with another body is refused. */
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    body: text("body").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.apiKeyId, t.key] }),
    inFirm(t, t.apiKeyId, () => apiKeys),
    index("idempotency_keys_by_age").on(t.createdAt),
  ],
);
