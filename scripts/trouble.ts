import { ZodError } from "zod";
import { EnvProblem } from "@/lib/env";
import { Refused } from "@/lib/refused";

/** Something the person at the terminal can mend. The message is a whole sentence with the way out. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}

const diskCodes = new Set(["ENOSPC", "EDQUOT"]);

/** The sentences for a problem, or undefined when it is a bug of ours and deserves its stack. */
export function sentences(problem: unknown): string[] | undefined {
  if (problem instanceof EnvProblem) return problem.problems;
  if (problem instanceof Trouble || problem instanceof Refused) return [problem.message];
  if (problem instanceof ZodError) return problem.issues.map((issue) => issue.message);
  const { code, path } = (problem ?? {}) as { code?: unknown; path?: unknown };
  const where = typeof path === "string" ? ` (${path})` : "";
  if (typeof code !== "string") return undefined;
  if (diskCodes.has(code)) return [`The disk is full${where}; free some space and start again.`];
  if (["EACCES", "EPERM", "EROFS"].includes(code)) {
    return [`Lodge may not write here${where}; check the permissions, or point DATA_DIR elsewhere.`];
  }
  return undefined;
}

/** Prints a problem on standard error: sentences where we have them, else the error whole. */
export function tell(problem: unknown): void {
  const lines = sentences(problem);
  if (lines) process.stderr.write(`${lines.join("\n")}\n`);
  else console.error(problem);
}
