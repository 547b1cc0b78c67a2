"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { contactInput } from "@/lib/clients/input";
import { deviceInput } from "@/lib/devices/input";
import { revokeAll } from "@/lib/devices/revoke-all";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { refusedAgain, type FormState } from "../form-state";

const one = staffAction("devices.revoke", deviceInput, async (staff, { device_id }) =>
  revokeDevice(staff, device_id),
);

const all = staffAction("devices.revoke", contactInput, async (staff, { contact_id }) => {
  await revokeAll(staff, contact_id);
  return contact_id;
});

const details = (contactId: string, revoked: "one" | "all") =>
  `/admin/contacts/${contactId}?tab=details&revoked=${revoked}`;

/** Signs one device of a contact out (A12). */
export async function revokeOneDevice(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await one(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(details(result.data, "one"));
}

/** Signs out every device of a contact and closes its unopened links, after the dialog (A1, A12). */
export async function revokeEverything(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await all(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(details(result.data, "all"));
}
