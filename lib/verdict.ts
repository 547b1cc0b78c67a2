/** The answer of a rule: yes, or no with a whole sentence that says why and what to do. */
export type Verdict = { ok: true } | { ok: false; reason: string };

export const yes: Verdict = { ok: true };

/** A "no" whose reason is shown to the person as it stands. */
export const no = (reason: string): Verdict => ({ ok: false, reason });
