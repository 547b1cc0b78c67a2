import { redirect } from "next/navigation";
import { mayUse } from "@/lib/access/permissions";
import { signedInStaff } from "../staff-page";

/** Settings: the first of its pages that this member may open. */
export default async function SettingsPage() {
  const staff = await signedInStaff();
  redirect(mayUse(staff.actor.role, "settings.write") ? "/admin/settings/portal" : "/admin/settings/sign-in");
}
