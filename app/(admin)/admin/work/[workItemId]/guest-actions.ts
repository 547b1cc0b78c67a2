"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions";
import { oneGuest } from "@/lib/guests/input";
import { stopGuest } from "@/lib/guests/stop-guest";
import { accepted, refusedAgain, type FormState } from "../../form-state";

const stopped = staffAction("devices.revoke", oneGuest, (staff, { guest_id }) => stopGuest(staff, guest_id));

/** Staff end the access of somebody whom a client asked (A18), at once. */
export async function stopGuestAccess(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await stopped(last, form);
  if (!result.ok) return refusedAgain(last, result);
  revalidatePath("/admin", "layout");
  return accepted(last);
}
