import "server-only";
import { newToken } from "@/lib/crypto";
import type { LoginBrowser } from "@/lib/logins/steps";
import type { Origin } from "./actor";
import { browserCookie, cookieNames, readCookie } from "./cookies";
import { hostOf, originOf, type Host } from "./host";
import { isSameOrigin } from "./origin";
import { refusedPost, smallForm } from "./public-post";

export type StaffPost = {
  host: Extract<Host, { kind: "firm" | "operator" }>;
  from: Origin;
  /** This browser; one without a name got one with the answer. */
  browser: LoginBrowser;
  isNamed: boolean;
  form: URLSearchParams;
};

/**
 * The lock of the staff side's plain POSTs: a known host and the page's own origin (ASVS 3.5.1). What stands between a
 * link and a session is bound to the browser, so one without a name is given one.
 */
export async function staffPost(
  request: Request,
  act: (post: StaffPost) => Promise<Response>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind === "unknown" || host.kind === "moved") return refusedPost(421);
  if (!isSameOrigin(request.headers, host.origin)) return refusedPost(403);
  const form = await smallForm(request);
  if (!form) return refusedPost(403);
  const named = readCookie(request.headers, cookieNames.browser);
  const token = named ?? newToken();
  const browser = { token, agent: request.headers.get("user-agent") ?? "" };
  const answer = await act({
    host,
    from: originOf(request.headers),
    browser,
    isNamed: named !== undefined,
    form,
  });
  if (!named) answer.headers.append("Set-Cookie", browserCookie(token));
  return answer;
}
