import { no, yes, type Verdict } from "@/lib/verdict";

export type Plan = "team" | "business" | "enterprise";

/** What clients of a firm may get in with (L6): magic link only, login too, login with a second factor. */
export type SecurityMode = "link" | "link_login" | "link_login_2fa";

/** Logins and second factors come with Business and Enterprise (L10). */
const planHasLogins = (plan: Plan): boolean => plan !== "team";

/** The mode that holds: what the firm chose, as far as its plan has it. */
export const effectiveMode = (plan: Plan, chosen: SecurityMode): SecurityMode =>
  planHasLogins(plan) ? chosen : "link";

/** May the firm choose this mode? */
export const mayChooseMode = (plan: Plan, mode: SecurityMode): Verdict =>
  mode === "link" || planHasLogins(plan)
    ? yes
    : no("Logins come with the Business and Enterprise plans. Ask whoever runs Lodge for your firm.");

/** What proves more than a password does (L8). */
export const secondFactors: ReadonlySet<string> = new Set(["totp", "recovery", "passkey"]);

/** True when these factors are enough in this mode: in the strictest one a second factor must be among them (L6). */
export const factorsSuffice = (mode: SecurityMode, factors: string[]): boolean =>
  mode === "link_login" || (mode === "link_login_2fa" && factors.some((factor) => secondFactors.has(factor)));
