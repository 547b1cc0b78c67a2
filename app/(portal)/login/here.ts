import { cookies, headers } from "next/headers";
import { asToken, cookieNames } from "@/lib/access/cookies";
import { originOf, requestHost } from "@/lib/access/host";
import type { AtDoor } from "@/lib/factors/at-door";

/** Who stands at the second step, for a page: the same cookies as its forms bring. */
export async function doorHere(firmId: string): Promise<AtDoor> {
  const [jar, sent] = [await cookies(), await headers()];
  return {
    firmId,
    challenge: asToken(jar.get(cookieNames.challenge)?.value),
    browser: {
      token: asToken(jar.get(cookieNames.browser)?.value) ?? "",
      agent: sent.get("user-agent") ?? "",
    },
    from: originOf(sent),
  };
}

/** The host that passkeys belong to on this page. */
export async function rpIdHere(): Promise<string> {
  const host = await requestHost();
  return host.kind === "firm" ? new URL(host.origin).hostname : "";
}
