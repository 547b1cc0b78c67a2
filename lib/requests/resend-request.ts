import "server-only";
import { no, yes, type Verdict } from "@/lib/verdict";
import type { StaffActor } from "@/lib/access/actor";
import { insist } from "@/lib/refused";
import { sendRequest } from "./send-request";

const mayResend = (timesSent: number): Verdict =>
  timesSent > 0 ? yes : no("This is a draft. Open it, look it through, and send it from there.");

/** Sends a request again that was sent before (W4); a draft is sent from its own page only. */
export async function resendRequest(
  staff: StaffActor,
  requestId: string,
  timesSent: number,
): Promise<number> {
  insist(mayResend(timesSent));
  return sendRequest(staff, requestId, timesSent);
}
