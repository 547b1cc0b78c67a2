import { once } from "node:events";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { z } from "zod";
import { withFirm } from "@/db/client";
import { firmBySlugOrDomain } from "@/db/lookups";
import { staffMembers } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { asFirm, type Firm } from "@/lib/access/host";
import { nodeFor } from "@/scripts/hand-over.mjs";
import { asStaff } from "@/test/actors";
import { startNode } from "./processes";

/** How much `lodge demo load` makes, for all firms together. */
export type Counts = {
  firms: number;
  clients: number;
  contacts: number;
  "work-items": number;
  requests: number;
  tasks: number;
};
export type LoadedFirm = { firm: Firm; staff: StaffActor };

const printed = z.object({ firms: z.array(z.object({ firm_id: z.string(), slug: z.string() })) });

/** Loads firms as the operator's command does, into the database that Lodge serves; returns the first of them. */
export async function loadedFirm(counts: Counts): Promise<LoadedFirm> {
  const options = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, String(count)]);
  const args = nodeFor("scripts/lodge.ts", ["demo", "load", "--json", ...options]) as string[];
  // the command refuses to invent clients in production, which is what Lodge is measured in
  const command = startNode(args, { LODGE_MODE: "demo" });
  await once(command.child, "close");
  const said = command.said.join("");
  const json = /^\{.*\}$/m.exec(said)?.[0];
  if (!json) throw new Error(`Nothing was loaded:\n${said}`);
  const [first] = printed.parse(JSON.parse(json)).firms;
  const row = await firmBySlugOrDomain(first?.slug ?? "", "");
  if (!row) throw new Error("The loaded firm is not there.");
  const [owner] = await withFirm({ firmId: row.id }, (tx) =>
    tx.select({ id: staffMembers.id }).from(staffMembers).where(eq(staffMembers.firmId, row.id)),
  );
  return { firm: asFirm(row), staff: asStaff(row.id, owner?.id ?? "") };
}

const large = [
  "clients",
  "contacts",
  "client_contacts",
  "work_items",
  "requests",
  "request_recipients",
  "tasks",
  "search_words",
  "devices",
];
/** A session that stays open tells what it read at least so often. */
const toldWithinMs = 11_000;

/** Which large tables were read through while `act` ran, each with how often. */
export async function readThrough(ownerUrl: string, act: () => Promise<unknown>): Promise<string[]> {
  const sql = postgres(ownerUrl, { max: 1, idle_timeout: 1 });
  const scans = async () => {
    await new Promise((resolve) => setTimeout(resolve, toldWithinMs));
    const rows = await sql<{ name: string; scans: number }[]>`
      select relname as name, seq_scan::int as scans from pg_stat_user_tables
      where schemaname = 'public' and relname = any(${large})`;
    return new Map(rows.map((row) => [row.name, row.scans]));
  };
  try {
    const before = await scans();
    await act();
    const after = await scans();
    return [...after].flatMap(([name, count]) => {
      const more = count - (before.get(name) ?? 0);
      return more > 0 ? [`${name} ${more} ×`] : [];
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The database's own look at what was loaded, as it would come by itself in time. */
export async function settled(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe("vacuum analyze");
  await sql.end({ timeout: 5 });
}
