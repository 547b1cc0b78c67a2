import { pingDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { canWrite } from "@/lib/can-write";

export const dynamic = "force-dynamic";

/** Ready: the database answers and files can be written. 503 otherwise, without saying which to a stranger. */
export async function GET(): Promise<Response> {
  const [database, files] = await Promise.all([pingDatabase(), canWrite(env().filesDir)]);
  const isReady = database && files;
  return Response.json(
    { status: isReady ? "ready" : "not ready" },
    { status: isReady ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
