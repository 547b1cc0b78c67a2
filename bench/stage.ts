import postgres from "postgres";
import { closeDatabase } from "@/db/client";
import { runningPostgres } from "@/scripts/postgres";
import { startFloor, type Floor } from "./floor";
import { startLodge, type Lodge } from "./lodge";

/** What the rows are measured on: Lodge, the floor, and the address of their database. */
export type Stage = { lodge: Lodge; floor: Floor; ownerUrl: string };

let standing: Promise<Stage> | undefined;

async function build(): Promise<Stage> {
  console.log("Starting Lodge (it is built first where the build is stale) …");
  const lodge = await startLodge();
  const ownerUrl = runningPostgres(lodge.dataDir)?.ownerUrl ?? "";
  await floorTables(ownerUrl);
  return { lodge, floor: await startFloor(ownerUrl), ownerUrl };
}

/** Started by the first row that needs it. */
export const stage = (): Promise<Stage> => (standing ??= build());

/** Stops what was started. */
export async function strike(): Promise<void> {
  const all = await standing?.catch(() => undefined);
  await closeDatabase();
  await all?.floor.stop();
  await all?.lodge.stop();
}

/** A row of the floor's list: what ours shows of a work item with one task. */
export type FloorRow = { id: string; work: string; due: string; title: string; hint: string };

async function floorTables(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe(`create schema floor;
    create table floor.people (id uuid primary key default gen_random_uuid(), name text not null);
    create table floor.sessions (token text primary key, person_id uuid not null references floor.people, ends_at timestamptz not null);
    create table floor.rows (id uuid primary key, person_id uuid not null references floor.people, place int not null,
      work text not null, due text not null, title text not null, hint text not null);
    create index on floor.rows (person_id, place)`);
  await sql.end({ timeout: 5 });
}

/** Gives the floor one person with these rows; returns the session's token. */
export async function fillFloor(ownerUrl: string, rows: FloorRow[]): Promise<string> {
  const sql = postgres(ownerUrl, { max: 1 });
  const token = crypto.randomUUID();
  const [person] = await sql<{ id: string }[]>`insert into floor.people (name) values ('Maya') returning id`;
  const personId = person?.id ?? "";
  await sql`insert into floor.sessions values (${token}, ${personId}, now() + interval '30 days')`;
  for (const [place, row] of rows.entries())
    await sql`insert into floor.rows ${sql({ ...row, place, person_id: personId })}`;
  await sql.unsafe("analyze floor.rows");
  await sql.end({ timeout: 5 });
  return token;
}
