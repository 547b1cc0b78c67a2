import "server-only";
import { withFirm } from "@/db/client";
import { clients } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";

/** A company or a person the firm works for. Returns its id. */
export async function createClient(
  staff: StaffActor,
  input: { name: string; kind: "company" | "person" },
): Promise<string> {
  return withFirm(staff, async (tx) => {
    const [row] = await tx
      .insert(clients)
      .values({ firmId: staff.firmId, ...input })
      .returning({ id: clients.id });
    if (!row) throw new Error("The client was not stored.");
    await record(tx, staff, "client.created", { clientId: row.id });
    return row.id;
  });
}
