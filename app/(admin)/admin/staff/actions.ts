"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/actions";
import { proveAgain } from "@/lib/factors/prove-again";
import { resetStaffFactors } from "@/lib/factors/reset-staff-factors";
import { changeRole } from "@/lib/staff/change-role";
import { deactivateMember, reactivateMember } from "@/lib/staff/deactivate-member";
import { editCard } from "@/lib/staff/card";
import {
  cardInput,
  deactivateInput,
  memberInput,
  newMemberInput,
  provenMemberInput,
  roleInput,
} from "@/lib/staff/input";
import { inviteAgain, inviteMember } from "@/lib/staff/invite-member";
import { refusedAgain, type FormState } from "../form-state";

/** The staff side's own address: what the doors compared the page's origin with (DECISIONS 25). */
const here = async (): Promise<string> => (await headers()).get("origin") ?? "";

const invited = staffAction("staff.write", newMemberInput, async (staff, { proof, ...member }) => {
  await proveAgain(staff, proof);
  return inviteMember(staff, member, await here());
});
const invitedAgain = staffAction("staff.write", memberInput, async (staff, { staff_id }) => {
  await inviteAgain(staff, staff_id, await here());
  return staff_id;
});
const roleChanged = staffAction("staff.write", roleInput, async (staff, { staff_id, role, proof }) => {
  await proveAgain(staff, proof);
  await changeRole(staff, staff_id, role);
  return staff_id;
});
const deactivated = staffAction("staff.write", deactivateInput, async (staff, asked) => {
  await proveAgain(staff, asked.proof);
  await deactivateMember(staff, asked.staff_id, asked.hand_to);
  return asked.staff_id;
});
const reactivated = staffAction("staff.write", provenMemberInput, async (staff, { staff_id, proof }) => {
  await proveAgain(staff, proof);
  await reactivateMember(staff, staff_id);
  return staff_id;
});

const factorsReset = staffAction("staff.write", provenMemberInput, async (staff, { staff_id, proof }) => {
  await proveAgain(staff, proof);
  await resetStaffFactors(staff, staff_id);
  return staff_id;
});

/** Takes a colleague's second factors away, after the dialog (F4). */
export async function resetFactors(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await factorsReset(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}?reset=1`);
}

const cardEdited = staffAction("staff.write", cardInput, async (staff, { staff_id, ...card }) => {
  await editCard(staff, staff_id, card);
  return staff_id;
});

/** Changes the card of a colleague that clients read. */
export async function changeCard(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await cardEdited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}?card=1`);
}

/** Invites a new staff member and opens their page, which says where the mail goes. */
export async function invite(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await invited(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}?invited=1`);
}

/** Mails the invitation once more. */
export async function sendInvitationAgain(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await invitedAgain(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}?invited=1`);
}

/** Gives another role. */
export async function giveRole(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await roleChanged(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}?saved=1`);
}

/** Deactivates and hands the work over, then shows the page as it is now. */
export async function deactivate(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await deactivated(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}`);
}

/** Lets somebody back in, after the dialog. */
export async function reactivate(last: FormState | null, form: FormData): Promise<FormState> {
  const result = await reactivated(last, form);
  if (!result.ok) return refusedAgain(last, result);
  redirect(`/admin/staff/${result.data}`);
}
