import "server-only";
import type { Palette } from "@/lib/firms/palette";
import { callFunction } from "./client";

export type FirmRow = {
  id: string;
  slug: string;
  name: string;
  plan: "team" | "business" | "enterprise";
  time_zone: string;
  locale: string;
  address: string;
  phone: string;
  office_hours: string;
  brand_color: string;
  palette: Palette;
  promise_days: number;
  security_mode: "link" | "link_login" | "link_login_2fa";
  is_demo: boolean;
};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The firm with this slug, or with this verified own domain. */
export async function firmBySlugOrDomain(slug: string, host: string): Promise<FirmRow | undefined> {
  const [row] = await callFunction("select * from lookup_firm($1, $2)", [slug, host]);
  return row as FirmRow | undefined;
}

/** The firm that demo mode made. */
export async function demoFirm(): Promise<FirmRow | undefined> {
  const [row] = await callFunction("select * from lookup_demo_firm()", []);
  return row as FirmRow | undefined;
}

/** Active staff members with this (canonical) address, one per firm. */
export async function staffByEmail(email: string): Promise<{ firmId: string; staffId: string }[]> {
  const rows = await callFunction("select firm_id, staff_id from lookup_staff($1)", [email]);
  return rows.map((r) => ({ firmId: String(r["firm_id"]), staffId: String(r["staff_id"]) }));
}

/** The firm of a staff sign-in link. */
export async function firmOfStaffLink(tokenHash: string): Promise<string | undefined> {
  const [row] = await callFunction("select lookup_staff_link($1) as id", [tokenHash]);
  return text(row?.["id"]);
}

/** The firm of a live staff session. */
export async function firmOfStaffSession(tokenHash: string): Promise<string | undefined> {
  const [row] = await callFunction("select lookup_staff_session($1) as id", [tokenHash]);
  return text(row?.["id"]);
}

/** The firm of what stands between a staff member's link and the session. */
export async function firmOfStaffChallenge(tokenHash: string): Promise<string | undefined> {
  const [row] = await callFunction("select lookup_staff_challenge($1) as id", [tokenHash]);
  return text(row?.["id"]);
}

/** The firm of an active staff member's passkey, both named by the passkey's own answer. */
export async function firmOfStaffPasskey(staffId: string, credentialId: string): Promise<string | undefined> {
  const [row] = await callFunction("select lookup_staff_passkey($1, $2) as id", [staffId, credentialId]);
  return text(row?.["id"]);
}

/** Firms whose outbox has something due. */
export async function firmsWithDueMessages(): Promise<string[]> {
  const rows = await callFunction("select lookup_firms_with_due_messages() as id", []);
  return rows.map((r) => String(r["id"]));
}

/** Firms with unfinished or withdrawn uploads older than a day. */
export async function firmsWithOldUploads(): Promise<string[]> {
  const rows = await callFunction("select lookup_firms_with_old_uploads() as id", []);
  return rows.map((r) => String(r["id"]));
}

/** Firms whose changes were not told to open pages yet. */
export async function firmsWithChanges(): Promise<string[]> {
  const rows = await callFunction("select lookup_firms_with_changes() as id", []);
  return rows.map((r) => String(r["id"]));
}

/** Firms with mails about comments that are due. */
export async function firmsWithDueNotices(): Promise<string[]> {
  const rows = await callFunction("select lookup_firms_with_due_notices() as id", []);
  return rows.map((r) => String(r["id"]));
}

/** Firms that keep answers to Idempotency-Keys older than a day. */
export async function firmsWithOldIdempotencyKeys(): Promise<string[]> {
  const rows = await callFunction("select lookup_firms_with_old_idempotency_keys() as id", []);
  return rows.map((r) => String(r["id"]));
}

/** The firm of a live API key. */
export async function firmOfApiKey(tokenHash: string): Promise<string | undefined> {
  const [row] = await callFunction("select lookup_api_key($1) as id", [tokenHash]);
  return text(row?.["id"]);
}
