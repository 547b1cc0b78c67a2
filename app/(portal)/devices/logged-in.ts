import { redirect } from "next/navigation";
import { asOf } from "@/lib/actions";
import { proofWanted } from "@/lib/factors/prove-again";
import { factorsOf } from "@/lib/factors/queries";
import { signedIn } from "../portal-page";

/** Who is logged in, how, and what has to be proven again; a device that only claimed a link goes to its list. */
export async function loggedInPage(path: string) {
  const { firm, visitor } = await signedIn(path);
  const factors = await factorsOf(visitor.actor, visitor.actor.contactId);
  if (!factors) redirect("/devices");
  return { firm, visitor, factors, as: asOf(visitor.actor), proof: await proofWanted(visitor.actor) };
}
