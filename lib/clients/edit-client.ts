import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { record } from "@/lib/audit/record";
import { editedBy, insistUnchanged } from "@/lib/edited";
import { clientForUpdate } from "./archive-client";
import { visibleClients } from "./queries";
import { kindWords, type ClientKind } from "./rules";

type ClientFields = { name: string; kind: ClientKind };

const texts = ({ name, kind }: ClientFields) => ({ name, kind: kindWords[kind] });

/** Renames a client or changes its kind; of two at once the second is told (W12). */
export async function editClient(
  staff: StaffActor,
  clientId: string,
  fields: ClientFields,
  seen?: number,
): Promise<void> {
  await withFirm(staff, async (tx) => {
    const client = await clientForUpdate(tx, staff, clientId);
    await insistUnchanged(tx, staff, client, seen, { now: texts(client), typed: texts(fields) });
    await tx
      .update(clients)
      .set({ ...fields, ...editedBy(staff) })
      .where(allOf(visibleClients(staff), eq(clients.id, clientId)));
    await record(tx, staff, "client.edited", { clientId });
  });
}
