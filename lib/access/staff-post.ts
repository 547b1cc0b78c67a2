import "server-only";
import type { Origin } from "./actor";
import { hostOf, originOf, type Host } from "./host";
import { isSameOrigin } from "./origin";
import { refusedPost, smallForm } from "./public-post";

export type StaffPost = {
  host: Extract<Host, { kind: "firm" | "operator" }>;
  from: Origin;
  form: URLSearchParams;
};

/** The lock of the staff side's plain POSTs: a known host and the page's own origin (ASVS 3.5.1). */
export async function staffPost(
  request: Request,
  act: (post: StaffPost) => Promise<Response>,
): Promise<Response> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind === "unknown" || host.kind === "moved") return refusedPost(421);
  if (!isSameOrigin(request.headers, host.origin)) return refusedPost(403);
  const form = await smallForm(request);
  return form ? act({ host, from: originOf(request.headers), form }) : refusedPost(403);
}
