import { sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { staffSessions } from "@/db/schema/staff";
import type { StaffActor } from "@/lib/access/actor";
import { hashToken, newToken } from "@/lib/crypto";

/** A staff session as signing in makes it, for one origin; returns what its cookie holds. */
export async function staffToken({ firmId, staffId }: StaffActor, origin: string): Promise<string> {
  const token = newToken();
  await withFirm({ firmId }, (tx) =>
    tx.insert(staffSessions).values({
      firmId,
      staffId,
      tokenHash: hashToken(token),
      host: origin,
      endsAt: sql`now() + interval '1 hour'`,
    }),
  );
  return token;
}
