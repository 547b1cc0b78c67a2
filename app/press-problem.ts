import { cookies } from "next/headers";
import { asToken, cookieNames } from "@/lib/access/cookies";

/** A press came without the browser's name: it was given one with the answer, and this page is the next thing that it asked for. */
const again = "Press the button once more. Your browser had not told us yet that it is this one.";
const blocked =
  "Your browser keeps no cookies for this page, and nothing can be opened here without them. Allow cookies for this page in your browser’s settings, load it again, then press the button. Or open the link from our mail in another browser.";

/**
 * What a page says after a press that its browser did not put its name to: to press again, or, where the name that it was given
 * a moment ago did not come back, that it keeps no cookies. Nothing of any other problem.
 */
export async function pressProblem(problem: unknown): Promise<string | undefined> {
  if (problem !== "again") return undefined;
  return asToken((await cookies()).get(cookieNames.browser)?.value) ? again : blocked;
}
