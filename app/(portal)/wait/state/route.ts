import { portalHost, refusedPost } from "@/lib/access/public-post";
import { screenOf, waitingAsk } from "@/lib/access/waiting";

/** Whether the waiting screen still waits (A7): "wait", or "go" once it was let in or waits for nothing any more. */
export async function GET(request: Request): Promise<Response> {
  const host = await portalHost(request);
  if (!host) return refusedPost(421);
  const ask = await waitingAsk(host.firm.id, screenOf(request));
  return new Response(ask && !ask.letIn ? "wait" : "go", { headers: { "Cache-Control": "no-store" } });
}
