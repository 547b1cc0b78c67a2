import "server-only";
import { eq, sql } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { clients } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { insist, Refused } from "@/lib/refused";
import { openRequestsOf } from "@/lib/requests/open-requests";
import { visibleClients } from "./queries";
import { mayArchive } from "./rules";

/** Locks a client for an edit. Throws Refused("missing"). */
export async function clientForUpdate(tx: Tx, staff: StaffActor, clientId: string) {
  const [client] = await tx
    .select({
      name: clients.name,
      kind: clients.kind,
      archivedAt: clients.archivedAt,
      version: clients.version,
      changedBy: clients.changedBy,
    })
    .from(clients)
    .where(allOf(visibleClients(staff), eq(clients.id, clientId)))
    .for("update");
  if (!client) throw new Refused("missing", "That client does not exist any more.");
  return client;
}

/** Archives a client: it leaves the lists and choices, and stays where its address is known (W1). */
export async function archiveClient(staff: StaffActor, clientId: string, seen?: number): Promise<void> {
  await withFirm(staff, async (tx) => {
    const client = await clientForUpdate(tx, staff, clientId);
    if (client.archivedAt) return;
    await insistUnchanged(tx, staff, client, seen, { now: {}, typed: {} });
    insist(mayArchive({ openRequests: await openRequestsOf(tx, staff, { clientId }) }));
    await tx
      .update(clients)
      .set({ archivedAt: sql`now()`, ...editedBy(staff) })
      .where(allOf(visibleClients(staff), eq(clients.id, clientId)));
    await record(tx, staff, "client.archived", { clientId });
  });
}

/** Takes a client out of the archive again. */
export async function restoreClient(staff: StaffActor, clientId: string): Promise<void> {
  await withFirm(staff, async (tx) => {
    const client = await clientForUpdate(tx, staff, clientId);
    if (!client.archivedAt) return;
    await tx
      .update(clients)
      .set({ archivedAt: null, ...editedBy(staff) })
      .where(allOf(visibleClients(staff), eq(clients.id, clientId)));
    await record(tx, staff, "client.restored", { clientId });
  });
}
