import type { StaffActor } from "@/lib/access/actor";
import { seeOther } from "@/lib/access/public-post";
import { staffFilesPost } from "@/lib/access/staff-files-post";
import { sealSaid } from "@/lib/files/said";
import { env } from "@/lib/env";
import { FormBroken } from "@/lib/files/multipart";
import { mustSendAgain, refusalOf, sendAgain, type Refusal } from "@/lib/files/upload-lock";
import { plural } from "@/lib/format";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";
import { drain, TooSlow } from "@/lib/request-body";
import { mustWait, takeForm, writeBrought, type Brought, type Writer } from "./comment-post";

type Context = { params: Promise<{ workItemId: string }> };

/**
 * A comment to the client with its files, streamed. A plain form brings all at once and comes back to its task; the
 * page's script sends each file by itself, then the words with the files' ids, and is answered in JSON.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { workItemId } = await params;
  return staffFilesPost(request, "comments.write", async (staff, still) => {
    const writer = { staff, still };
    const brought: Brought = { fields: {}, fileIds: [], refused: [] };
    const scripted = request.headers.get("accept") === "application/json";
    try {
      await takeForm(request, writer, brought);
      return scripted ? await answerScript(writer, brought) : await goBack(writer, brought, workItemId);
    } catch (thrown) {
      const refusal = refusalOf(thrown instanceof FormBroken ? cutOff() : thrown);
      if (!(thrown instanceof TooSlow)) await drain(request, 2 * env().maxFileBytes);
      const again = mustSendAgain(thrown);
      if (!scripted && again) return sendAgain(refusal);
      if (!scripted) return backTo(staff, brought, workItemId, [refusal.sentence]);
      const fields = thrown instanceof Refused ? thrown.fields : undefined;
      const answer = { ok: false, message: refusal.sentence, fields };
      if (again) return told({ ...answer, again }, refusal);
      return told({ ...answer, again: thrown instanceof FormBroken || refusal.code !== "invalid" });
    }
  });
}

const cutOff = () =>
  new Refused("invalid", "Your comment did not arrive whole, so it was not sent. Send it again.");

const told = (answer: Record<string, unknown>, { status, headers }: HowTold = { status: 200, headers: {} }) =>
  Response.json(answer, { status, headers: { "Cache-Control": "no-store", ...headers } });
type HowTold = Pick<Refusal, "status" | "headers">;

async function answerScript(writer: Writer, brought: Brought): Promise<Response> {
  const [refused] = brought.refused;
  if (refused) throw refused;
  if (brought.fields["upload_key"] !== undefined) return told({ ok: true, fileId: brought.fileIds[0] });
  await writeBrought(writer, brought);
  return told({ ok: true });
}

/** Without a script typed words would be lost with a refusal: they go with the files that may, and the page says which did not. */
async function goBack(writer: Writer, brought: Brought, workItemId: string): Promise<Response> {
  const waits = brought.refused.find(mustSendAgain);
  if (waits) throw waits;
  const reasons = [...new Set(brought.refused.map(({ message }) => message))];
  const { comment = "" } = brought.fields;
  const nothingLeft = brought.fileIds.length === 0 && String(comment).trim() === "";
  if (reasons.length > 0 && (nothingLeft || mustWait(brought)))
    return backTo(writer.staff, brought, workItemId, [...reasons, "Your comment was not sent."]);
  const commentId = await writeBrought(writer, brought);
  if (reasons.length === 0) return backTo(writer.staff, brought, workItemId, [], commentId);
  const without = `Your comment was sent without ${plural(brought.refused.length, "file")}.`;
  return backTo(writer.staff, brought, workItemId, [without, ...reasons], commentId);
}

/** More sentences than these would not fit into an address. */
const mostSaid = 5;

function backTo(
  staff: StaffActor,
  { fields: { task_id: taskId } }: Brought,
  workItemId: string,
  sentences: string[],
  commentId?: string,
): Response {
  if (!isId(workItemId)) return seeOther("/admin/work");
  const path = `/admin/work/${workItemId}`;
  if (typeof taskId !== "string" || !isId(taskId)) return seeOther(path);
  if (sentences.length === 0)
    return seeOther(`${path}#${commentId ? `comment-${commentId}` : `task-${taskId}`}`);
  const more = sentences.length - mostSaid;
  const said = [
    ...sentences.slice(0, mostSaid),
    ...(more > 0 ? [`${plural(more, "more file")} could not be sent either.`] : []),
  ].join(" ");
  return seeOther(`${path}?task=${taskId}&said=${sealSaid(staff.firmId, taskId, said)}#task-${taskId}`);
}
