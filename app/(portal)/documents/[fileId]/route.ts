import { mustProve } from "@/lib/access/device-key";
import { hostOf, originOf } from "@/lib/access/host";
import { provePath, seeOther } from "@/lib/access/public-post";
import { tokensOf, visitorOfTokens } from "@/lib/access/session";
import { download, said } from "@/lib/files/download";
import { readAttached } from "@/lib/files/read-file";
import { isId } from "@/lib/ids";

type Context = { params: Promise<{ fileId: string }> };

const gone = "This document is not here. Open the task again from your requests.";

/** Shows what staff attached to an open task for the client to read (DECISIONS 10); what clients sent is never here (A10). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { fileId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind !== "firm" || !isId(fileId)) return said(404, gone);
  const tokens = tokensOf(request.headers);
  const visitor = await visitorOfTokens(host.firm.id, tokens, originOf(request.headers));
  if (!visitor && (await mustProve(host.firm.id, tokens))) return seeOther(provePath(`/documents/${fileId}`));
  if (!visitor) return said(404, gone);
  return download(fileId, () => readAttached(visitor.actor, fileId), { inPlace: true });
}

/** There is nothing to look at without taking it. */
export const HEAD = (): Response => said(404, "");
