import { env } from "@/lib/env";
import { uploadState } from "@/lib/files/queries";
import { receiveChunk } from "@/lib/files/receive-chunk";
import { receiveSlice } from "@/lib/files/receive-slice";
import { chunkBytes } from "@/lib/files/segments";
import { inPlaceOf } from "@/lib/files/sending-places";
import { chunkSaid, tusAbilities, tusAnswer, tusRefusal, tusVersion, type Said } from "@/lib/files/tus";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";
import type { ContactActor } from "@/lib/access/actor";
import { firmOfRequest, refusalOf, uploader } from "@/lib/files/upload-lock";
import { bodyOf, drain, drainMeanwhile, type Bytes } from "@/lib/request-body";

type Context = { params: Promise<{ fileId: string }> };

/** What this server can (tus 1.0.0). */
export function OPTIONS(): Response {
  return tusAnswer(204, tusAbilities(env().maxFileBytes));
}

/** How far an upload has come: where to go on after a cut. */
export async function HEAD(request: Request, { params }: Context): Promise<Response> {
  if (request.headers.get("tus-resumable") !== tusVersion)
    return tusAnswer(412, { "Tus-Version": tusVersion });
  try {
    const { client, fileId } = await lockOf(request, params);
    const { size, receivedBytes } = await uploadState(client, fileId);
    return tusAnswer(200, { "Upload-Offset": String(receivedBytes), "Upload-Length": String(size) });
  } catch (problem) {
    return tusAnswer(refusalOf(problem).status);
  }
}

/** One chunk: 204 when it is kept, 409 at a wrong offset, 460 when it was damaged on the way; nothing is kept then. */
export async function PATCH(request: Request, context: Context): Promise<Response> {
  const answer = await patched(request, context);
  if (answer.status === 503) drainMeanwhile(request, chunkBytes);
  // whoever was too slow is not waited for once more
  else if (answer.status !== 204 && answer.status !== 408) await drain(request, chunkBytes);
  return answer;
}

async function patched(request: Request, { params }: Context): Promise<Response> {
  const said = chunkSaid(request.headers);
  if (said instanceof Response) return said;
  try {
    const { client, fileId } = await lockOf(request, params);
    const answer = await inPlaceOf(client, undefined, () => receive(client, fileId, said, bodyOf(request)));
    const at = { "Upload-Offset": String(answer.offset) };
    if (answer.kept) return tusAnswer(204, at);
    if (answer.why === "offset") return tusRefusal(409, "The upload is at another offset.", at);
    if (answer.why === "checksum")
      return tusRefusal(460, "The chunk was damaged on the way. Send it again.", at);
    return tusRefusal(400, "The chunk is not as long as it should be.", at);
  } catch (problem) {
    const { status, sentence, headers } = refusalOf(problem);
    return tusRefusal(status, sentence, headers);
  }
}

const receive = (client: ContactActor, fileId: string, { slice, ...said }: Said, body: Bytes) =>
  slice === undefined
    ? receiveChunk(client, fileId, said, body)
    : receiveSlice(client, fileId, { ...said, length: slice }, body);

async function lockOf(
  request: Request,
  params: Context["params"],
): Promise<{ client: ContactActor; fileId: string }> {
  const { fileId } = await params;
  const firm = await firmOfRequest(request);
  const client = await uploader(request, firm, new URL(request.url).searchParams.get("as") ?? "");
  if (!isId(fileId)) throw new Refused("missing", "That file is no longer here.");
  return { client, fileId };
}
