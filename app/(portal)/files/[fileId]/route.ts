import { hostOf, originOf } from "@/lib/access/host";
import { tokensOf, visitorOfTokens } from "@/lib/access/session";
import { download, said } from "@/lib/files/download";
import { readOwn } from "@/lib/files/read-file";
import { isId } from "@/lib/ids";

type Context = { params: Promise<{ fileId: string }> };

const gone = "That file is not here. Log in to download what you sent and what the firm shared with you.";

/** A file for somebody who is logged in; a magic link's device gets nothing here (A10, P8). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { fileId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind !== "firm" || !isId(fileId)) return said(404, gone);
  const visitor = await visitorOfTokens(host.firm.id, tokensOf(request.headers), originOf(request.headers));
  if (visitor?.actor.via !== "login") return said(404, gone);
  return download(fileId, () => readOwn(visitor.actor, fileId));
}

/** There is nothing to look at without taking it. */
export const HEAD = (): Response => said(404, "");
