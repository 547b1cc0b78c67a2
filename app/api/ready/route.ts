import { isReady } from "@/lib/ready";

export const dynamic = "force-dynamic";

/** Ready to serve, or 503, without saying to a stranger what is missing. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? "ready" : "not ready" },
    { status: ready ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
