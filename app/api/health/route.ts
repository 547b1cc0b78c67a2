export const dynamic = "force-dynamic";

/** Alive: the process answers. Says nothing of what it needs; that is /api/ready. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
