import { newNonce } from "@/lib/access/device-proof";
import { publicPost } from "@/lib/access/public-post";

/** What this browser is to sign with its key, good for a minute (A14). Nothing is kept of it. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/", ({ firm, browserToken }) =>
    Promise.resolve(
      new Response(newNonce(firm.id, browserToken), {
        headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
      }),
    ),
  );
}
