import type { Verdict } from "./verdict";

export type RefusedCode = "invalid" | "missing" | "forbidden" | "conflict" | "limit";

/** An expected "no". Thrown by a verb so that its transaction rolls back; the door turns it into a result. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly code: RefusedCode,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** Throws Refused("conflict") with the rule's own reason unless the verdict is yes. */
export function insist(verdict: Verdict): void {
  if (!verdict.ok) throw new Refused("conflict", verdict.reason);
}
