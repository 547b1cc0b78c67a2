import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { asToken, cookieNames } from "@/lib/access/cookies";
import { originOf, requestHost } from "@/lib/access/host";
import type { AtDoor } from "@/lib/factors/at-door";
import { staffDoor } from "@/lib/factors/staff-door";

/** Who stands at the second step of the staff side, for a page: the same cookies as its forms bring. */
export async function staffDoorHere(): Promise<{ at: AtDoor | undefined; rpId: string }> {
  const host = await requestHost();
  if (host.kind !== "firm" && host.kind !== "operator") notFound();
  const [jar, sent] = [await cookies(), await headers()];
  const at = await staffDoor(host, {
    challenge: asToken(jar.get(cookieNames.staffStep)?.value),
    browser: {
      token: asToken(jar.get(cookieNames.browser)?.value) ?? "",
      agent: sent.get("user-agent") ?? "",
    },
    from: originOf(sent),
  });
  return { at, rpId: new URL(host.origin).hostname };
}
