import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { staffLinks, staffMembers, staffSessions } from "@/db/schema/staff";
import type { StaffActor, StaffRole } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { hashToken, newToken } from "@/lib/crypto";
import { asStaff } from "../actors";

/** A staff member who has signed in before, as most have. */
export async function testMember(
  firmId: string,
  role: StaffRole = "member",
): Promise<{ id: string; email: string }> {
  const email = `${randomUUID().slice(0, 8)}@staff.example`;
  return withFirm({ firmId }, async (tx) => {
    const [made] = await tx
      .insert(staffMembers)
      .values({ firmId, name: "Nia New", email, role, firstSignInAt: sql`now()` })
      .returning({ id: staffMembers.id });
    return { id: made?.id ?? "", email };
  });
}

/** A fresh sign-in link; returns its token, which is stored nowhere. */
export async function testStaffLink(firmId: string, staffId: string): Promise<string> {
  const token = newToken();
  await withFirm({ firmId }, (tx) =>
    tx.insert(staffLinks).values({
      ...{ firmId, staffId, tokenHash: hashToken(token) },
      expiresAt: sql`now() + interval '10 minutes'`,
    }),
  );
  return token;
}

/** Somebody signed in `minutes` ago; what the cookie would hold comes with it. */
export async function signedInMember(
  firmId: string,
  staffId: string,
  role: StaffRole = "owner",
  minutes = 0,
  host = "http://localhost:3000",
): Promise<{ staff: StaffActor; token: string }> {
  const token = newToken();
  return withFirm({ firmId }, async (tx) => {
    const [made] = await tx
      .insert(staffSessions)
      .values({
        ...{ firmId, staffId, host, tokenHash: hashToken(token) },
        endsAt: sql`now() + interval '12 hours'`,
        createdAt: sql`now() - make_interval(mins => ${minutes})`,
      })
      .returning({ id: staffSessions.id });
    return { staff: asStaff(firmId, staffId, role, made?.id), token };
  });
}

/** Signed in once before, so that a second factor is asked for. */
export const signedInBefore = (firmId: string, staffId: string) =>
  withFirm({ firmId }, (tx) =>
    tx
      .update(staffMembers)
      .set({ firstSignInAt: sql`now() - interval '1 day'` })
      .where(allOf(eq(staffMembers.firmId, firmId), eq(staffMembers.id, staffId))),
  );

/** Every sign-in of the firm's staff is ten minutes old from here on. */
export const agedStaffSessions = (firmId: string) =>
  withFirm({ firmId }, (tx) =>
    tx
      .update(staffSessions)
      .set({ createdAt: sql`now() - interval '10 minutes'` })
      .where(eq(staffSessions.firmId, firmId)),
  );

/** The firm's choice for its staff, without the mails. */
export const setStaffSecondFactor = (firmId: string, staffSecondFactor: boolean) =>
  withFirm({ firmId }, (tx) => tx.update(firms).set({ staffSecondFactor }).where(eq(firms.id, firmId)));
