import { cookies } from "next/headers";
import { cookieNames } from "@/lib/access/cookies";

/** What was typed before a refusal, or the address whose password was just set: an address stands in no path, so the browser brings it back. Empty without one. */
export async function typedBefore(problem: string): Promise<string> {
  if (!["wrong", "email", "limit", "set"].includes(problem)) return "";
  const kept = (await cookies()).get(cookieNames.typed)?.value ?? "";
  return Buffer.from(kept, "base64url").toString("utf8").slice(0, 254);
}
