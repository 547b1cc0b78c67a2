import type { ActionResult } from "@/lib/actions";

export type Refusal = Extract<ActionResult, { ok: false }>;

/** What a form of the staff side was last told; `nth` tells a second refusal from the first, so that it is read out again. */
export type FormState = { nth: number; refusal: Refusal | null };

export type FormAction = (last: FormState | null, form: FormData) => Promise<FormState>;

const nextOf = (last: FormState | null): number => (last?.nth ?? 0) + 1;

/** The state after a "no". */
export const refusedAgain = (last: FormState | null, refusal: Refusal): FormState => ({
  nth: nextOf(last),
  refusal,
});

/** The state after a "yes" that stays on its page. */
export const accepted = (last: FormState | null): FormState => ({ nth: nextOf(last), refusal: null });
