import { notFound } from "next/navigation";
import { mayUse } from "@/lib/access/permissions";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { signedInStaff } from "../staff-page";

/** Who is signed in and may manage staff; to anybody else these pages are not there (F4). */
export async function signedInManager(): Promise<StaffVisitor> {
  const staff = await signedInStaff();
  if (!mayUse(staff.actor.role, "staff.write")) notFound();
  return staff;
}
