import { notFound } from "next/navigation";
import { proofWanted } from "@/lib/factors/prove-again";
import { staffFactors } from "@/lib/factors/queries";
import { signedInStaff } from "../../staff-page";

/** Who is signed in, with what, and what has to be proven again before a change. */
export async function ownSignIn() {
  const staff = await signedInStaff();
  const factors = await staffFactors(staff.actor, staff.actor.staffId);
  if (!factors) notFound();
  return { staff, factors, proof: await proofWanted(staff.actor) };
}
