import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";
import { browsers, devices } from "./access";
import { instant } from "./firms";
import { firmKey, firmRow, inFirm } from "./keys";
import { contacts } from "./people";
import { staffMembers } from "./staff";

/** A contact's portal account (L3). Made when its address was proven by a mailed link; kept when the mode shuts it. */
export const logins = pgTable(
  "logins",
  {
    ...firmRow(),
    contactId: uuid("contact_id").notNull(),
    /** The proven address: it follows the contact's only once that is proven anew (L13). */
    email: text("email").notNull(),
    /** argon2id in PHC form; none where only passkeys log in. */
    passwordHash: text("password_hash"),
    passwordSetAt: instant("password_set_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastLoginAt: instant("last_login_at"),
    lastLoginIp: text("last_login_ip").notNull().default(""),
  },
  (t) => [
    firmKey(t),
    inFirm(t, t.contactId, () => contacts),
    uniqueIndex("logins_by_contact").on(t.firmId, t.contactId),
    uniqueIndex("logins_by_email").on(t.firmId, t.email),
  ],
);

/** Mailed links that set a password: to make the login, or to get back in (L3, L5, DECISIONS 7). Single use. */
export const loginLinks = pgTable(
  "login_links",
  {
    ...firmRow(),
    contactId: uuid("contact_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    purpose: text("purpose", { enum: ["create", "reset"] }).notNull(),
    /** Where it was mailed to; it dies when the contact's address changes. */
    email: text("email").notNull(),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    inFirm(t, t.contactId, () => contacts),
    uniqueIndex("login_links_by_token").on(t.firmId, t.tokenHash),
    index().on(t.firmId, t.contactId),
  ],
);

/** A logged-in browser: 60 minutes idle, 24 hours at most (DECISIONS 15a). */
export const loginSessions = pgTable(
  "login_sessions",
  {
    ...firmRow(),
    loginId: uuid("login_id").notNull(),
    browserId: uuid("browser_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** What proved it: password, totp, recovery, passkey. */
    factors: text("factors").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [
    firmKey(t),
    uniqueIndex("login_sessions_by_token").on(t.firmId, t.tokenHash),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.browserId, () => browsers),
    index().on(t.firmId, t.loginId),
  ],
);

/** Whose step or factor: a contact's login's or a staff member's. */
const ownedBy = () => ({ loginId: uuid("login_id"), staffId: uuid("staff_id") });
type Owned = { firmId: AnyPgColumn; loginId: AnyPgColumn; staffId: AnyPgColumn };
const oneOwner = (t: Owned) => check("of_one", sql`num_nonnulls(${t.loginId}, ${t.staffId}) = 1`);

/** The browsers that a login was used in: the first time in one is told by mail (A15). */
export const loginBrowsers = pgTable(
  "login_browsers",
  {
    firmId: uuid("firm_id").notNull(),
    loginId: uuid("login_id").notNull(),
    browserId: uuid("browser_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.loginId, t.browserId] }),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.browserId, () => browsers),
  ],
);

/** Between the first factor and the session: ten minutes, five tries, this browser only (L8, SECURITY 5). */
export const loginChallenges = pgTable(
  "login_challenges",
  {
    ...firmRow(),
    ...ownedBy(),
    browserHash: text("browser_hash").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** `factor`: a second factor is asked for; `enrol`: the mode wants one and there is none (L6). */
    stage: text("stage", { enum: ["factor", "enrol"] }).notNull(),
    tries: integer("tries").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [
    uniqueIndex("login_challenges_by_token").on(t.firmId, t.tokenHash),
    oneOwner(t),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.staffId, () => staffMembers),
    index().on(t.firmId, t.loginId),
  ],
);

/** An authenticator app (L8): the secret sealed, and the last step that was used, so that a code works once. */
export const totpSecrets = pgTable(
  "totp_secrets",
  {
    ...firmRow(),
    ...ownedBy(),
    sealedSecret: text("sealed_secret").notNull(),
    /** Set when the first code was right; until then it asks for nothing. */
    confirmedAt: instant("confirmed_at"),
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    oneOwner(t),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.staffId, () => staffMembers),
    uniqueIndex("totp_secrets_of_login").on(t.firmId, t.loginId),
    uniqueIndex("totp_secrets_of_staff").on(t.firmId, t.staffId),
  ],
);

/** Ten codes to write down, each of which works once (L8). */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    ...firmRow(),
    ...ownedBy(),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    oneOwner(t),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.staffId, () => staffMembers),
    index("recovery_codes_of_login").on(t.firmId, t.loginId),
    index("recovery_codes_of_staff").on(t.firmId, t.staffId),
  ],
);

/** A passkey or security key (L8, L9). It belongs to one host: WebAuthn's RP ID. */
export const passkeys = pgTable(
  "passkeys",
  {
    ...firmRow(),
    ...ownedBy(),
    credentialId: text("credential_id").notNull(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull().default(0),
    transports: text("transports").array().notNull().default([]),
    rpId: text("rp_id").notNull(),
    name: text("name").notNull(),
    backedUp: boolean("backed_up").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    oneOwner(t),
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.staffId, () => staffMembers),
    uniqueIndex("passkeys_by_credential").on(t.firmId, t.credentialId),
    index("passkeys_of_login").on(t.firmId, t.loginId),
    index("passkeys_of_staff").on(t.firmId, t.staffId),
  ],
);

/** A WebAuthn challenge that was given out: five minutes, one answer, one browser. */
export const passkeyChallenges = pgTable(
  "passkey_challenges",
  {
    ...firmRow(),
    ...ownedBy(),
    purpose: text("purpose", { enum: ["enrol", "log_in", "second", "prove"] }).notNull(),
    browserHash: text("browser_hash").notNull(),
    challenge: text("challenge").notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [
    inFirm(t, t.loginId, () => logins),
    inFirm(t, t.staffId, () => staffMembers),
    uniqueIndex("passkey_challenges_by_challenge").on(t.firmId, t.challenge),
  ],
);

/** The link in the mail about a new device: one press ends it (A15). */
export const deviceRevokeLinks = pgTable(
  "device_revoke_links",
  {
    ...firmRow(),
    deviceId: uuid("device_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    usedAt: instant("used_at"),
  },
  (t) => [
    inFirm(t, t.deviceId, () => devices),
    uniqueIndex("device_revoke_links_by_token").on(t.firmId, t.tokenHash),
  ],
);
