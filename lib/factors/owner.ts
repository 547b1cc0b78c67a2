import { eq, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { allOf } from "@/lib/access/conditions";

/** Whose factors: a contact's login's or a staff member's. */
export type Owner = { loginId: string; staffId?: undefined } | { staffId: string; loginId?: undefined };
export type Holder = { firmId: string } & Owner;

type Owned = { firmId: PgColumn; loginId: PgColumn; staffId: PgColumn };

/** The rows of one holder. Every read and write of factors starts from this condition. */
export const heldBy = (table: Owned, of: Holder): SQL =>
  allOf(
    eq(table.firmId, of.firmId),
    of.loginId === undefined ? eq(table.staffId, of.staffId) : eq(table.loginId, of.loginId),
  );

/** The columns that say whose a new row is. */
export const holderColumns = (of: Holder) => ({
  firmId: of.firmId,
  loginId: of.loginId ?? null,
  staffId: of.staffId ?? null,
});

/** The id that a holder is known by to authenticators. */
export const idOf = (of: Owner): string => of.loginId ?? of.staffId;
