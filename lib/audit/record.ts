import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Actor } from "@/lib/access/actor";

function idOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "staff":
      return actor.staffId;
    case "contact":
      return actor.contactId;
    case "guest":
      return actor.guestId;
    case "system":
    case "stranger":
      return null;
  }
}

/**
 * Writes what happened into the audit log, in the same transaction: if it fails, the act fails (T2). Ids only. The
 * row in `changes` lets the worker tell open pages of it (W7, DECISIONS 26).
 */
export async function record(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: Record<string, string | number | null> = {},
): Promise<void> {
  // the doors refuse it before; nothing that is written down is ever done in a view
  if (actor.kind === "contact" && actor.via === "view")
    throw new Error("A view as the client changes nothing.");
  const actorId = idOf(actor);
  const deviceId = actor.kind === "contact" && actor.deviceId !== "" ? actor.deviceId : null;
  const apiKeyId = actor.kind === "staff" ? (actor.apiKeyId ?? null) : null;
  await tx.execute(sql`
    with event as (
      insert into audit_events (firm_id, actor_kind, actor_id, device_id, api_key_id, action, subject, ip, request_id)
      values (${actor.firmId}::uuid, ${actor.kind}, ${actorId}::uuid, ${deviceId}::uuid, ${apiKeyId}::uuid, ${action},
              ${JSON.stringify(subject)}::text::jsonb, ${actor.from.ip}, ${actor.from.requestId})
      returning seq)
    insert into changes (seq, firm_id) select seq, ${actor.firmId}::uuid from event`);
}
