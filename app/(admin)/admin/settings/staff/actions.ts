"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { secondFactorInput } from "@/lib/factors/input";
import { proveAgain } from "@/lib/factors/prove-again";
import { askSecondFactor } from "@/lib/firms/ask-second-factor";
import { refusedAgain, type FormState } from "../../form-state";

const asked = staffAction("staff.factors", secondFactorInput, async (staff, { wants, proof }) => {
  await proveAgain(staff, proof);
  await askSecondFactor(staff, wants === "yes");
  return null;
});

/** Has staff asked for a second factor, or not (F4). */
export async function chooseSecondFactor(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await asked(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/staff?saved=1");
}
