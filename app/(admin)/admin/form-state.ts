import type { ActionResult } from "@/lib/actions";
import type { ClientChoice } from "@/lib/clients/list";

export type Refusal = Extract<ActionResult, { ok: false }>;

/** What a search inside a form found, for browsers without a script, and what was typed beside it. */
export type Found = { said: string; clients: ClientChoice[]; values: Record<string, string> };

/** What a form of the staff side was last told; `nth` tells a second refusal from the first, so that it is read out again. */
export type FormState = { nth: number; refusal: Refusal | null; found?: Found };

export type FormAction = (last: FormState | null, form: FormData) => Promise<FormState>;

const nextOf = (last: FormState | null): number => (last?.nth ?? 0) + 1;

/** The state after a "no"; what was found before stays to be chosen from. */
export const refusedAgain = (last: FormState | null, refusal: Refusal): FormState => ({
  nth: nextOf(last),
  refusal,
  ...(last?.found ? { found: last.found } : {}),
});

/** The state after a search inside the form. */
export const foundNow = (last: FormState | null, found: Found): FormState => ({
  nth: nextOf(last),
  refusal: null,
  found,
});

/** The state after a "yes" that stays on its page. */
export const accepted = (last: FormState | null): FormState => ({ nth: nextOf(last), refusal: null });
