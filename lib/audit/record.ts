import "server-only";
import type { Tx } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import type { Actor } from "@/lib/access/actor";

/** Writes what happened into the audit log, in the same transaction: if it fails, the act fails (T2). Ids only. */
export async function record(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: Record<string, string | number | null> = {},
): Promise<void> {
  await tx.insert(auditEvents).values({
    firmId: actor.firmId,
    actorKind: actor.kind,
    actorId: actor.kind === "staff" ? actor.staffId : actor.kind === "contact" ? actor.contactId : null,
    deviceId: actor.kind === "contact" ? actor.deviceId : null,
    action,
    subject,
    ip: actor.from.ip,
    requestId: actor.from.requestId,
  });
}
