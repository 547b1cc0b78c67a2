import { no, yes, type Verdict } from "@/lib/verdict";

/** How many people one task may be asked of, beside its recipients (DECISIONS 15). */
const guestsPerTask = 2;

/** One more guest for a task that has so many (A18). */
export const mayAddGuest = (standing: number): Verdict =>
  standing < guestsPerTask
    ? yes
    : no("Two people are asked already, the most for one task. Stop the access of one, then ask another.");

/** How a guest stands, for those who see the task. */
export type GuestStanding = {
  claimedAt: Date | null;
  endedHow: string | null;
  /** Not stopped, and the 30 days not over: sent back, the task is open to it again. */
  standing: boolean;
  live: boolean;
  answered: boolean;
};

/** Where somebody who was asked is, in a few words (A18). */
export function guestWords({ claimedAt, endedHow, standing, live, answered }: GuestStanding): string {
  if (answered) return "answered";
  if (endedHow === "stopped") return "access stopped";
  if (endedHow === "device_revoked") return "access ended with the device that asked";
  if (endedHow === "login_ended") return "access ended with the log-in that asked";
  if (!standing) return "access ended";
  if (!live) return "not needed now";
  return claimedAt ? "opened it" : "not opened yet";
}

/** Whose an answer or a file is: a contact's, or a guest's, with its address as everybody else may see it. */
export const givenBy = (contact: string | null, guestMasked: string | null): string | null =>
  guestMasked === null ? contact : `A guest, ${guestMasked}, asked by ${contact ?? "the client"}`;
