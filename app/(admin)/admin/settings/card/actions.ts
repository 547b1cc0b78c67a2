"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { editCard } from "@/lib/staff/card";
import { cardInput } from "@/lib/staff/input";
import { refusedAgain, type FormState } from "../../form-state";

// the form's id is read by nobody here: everybody writes the own card
const edited = staffAction("own.sign_in", cardInput, async (staff, { name, title, phone }) => {
  await editCard(staff, staff.staffId, { name, title, phone });
  return null;
});

/** Changes the own card that clients read. */
export async function saveCard(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await edited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect("/admin/settings/card?saved=1");
}
