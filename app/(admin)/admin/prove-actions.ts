"use server";

import { z } from "zod";
import { staffAction } from "@/lib/actions";
import { proofOptions } from "@/lib/factors/prove-again";

const asked = staffAction("own.sign_in", z.strictObject({}), (staff) => proofOptions(staff));

/** What the browser asks the passkey of whoever is signed in, to prove that it is still them. */
export async function passkeyToProve() {
  return asked({});
}
