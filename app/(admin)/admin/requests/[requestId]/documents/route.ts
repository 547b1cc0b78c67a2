import { z } from "zod";
import type { StaffActor } from "@/lib/access/actor";
import { seeOther } from "@/lib/access/public-post";
import { staffFilesPost, type Still } from "@/lib/access/staff-files-post";
import { env } from "@/lib/env";
import { formFileKey } from "@/lib/files/form-key";
import { boundaryOf, checkedAtEnd, fieldText, FormBroken, formParts } from "@/lib/files/multipart";
import { FileRefused, problemCode } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { sealSaid } from "@/lib/files/said";
import { mustSendAgain, refusalOf, sendAgain, type Refusal } from "@/lib/files/upload-lock";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";
import { bodyOf, drain, TooSlow } from "@/lib/request-body";

type Context = { params: Promise<{ requestId: string }> };

const fieldsShape = z.object({ task_id: z.uuid(), form_key: z.uuid() });
const mostFields = 20;

/**
 * Documents for the client to read, attached to a task: streamed, and answered by going back to the request; a script
 * of the page is told the sentence instead.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { requestId } = await params;
  return staffFilesPost(request, "requests.write", async (staff, still) => {
    const path = isId(requestId) ? `/admin/requests/${requestId}` : "/admin/requests";
    const given: Record<string, string> = {};
    let problem: Refusal | undefined;
    let thrown: unknown;
    try {
      await takeDocuments(request, staff, still, given);
    } catch (caught) {
      thrown = caught instanceof FormBroken ? cutOff() : caught;
      problem = refusalOf(thrown);
      if (!(thrown instanceof TooSlow)) await drain(request, 2 * env().maxFileBytes);
    }
    const again = problem && mustSendAgain(thrown) ? problem : undefined;
    if (request.headers.get("accept") === "application/json")
      return Response.json(
        { problem: problem?.sentence ?? null },
        { status: again?.status ?? 200, headers: { "Cache-Control": "no-store", ...again?.headers } },
      );
    if (again) return sendAgain(again);
    if (!problem) return seeOther(`${path}#tasks`);
    const { task_id: taskId = "" } = given;
    const named = thrown instanceof FileRefused && isId(taskId);
    const said = named ? `&task=${taskId}&said=${sealSaid(staff.firmId, taskId, problem.sentence)}` : "";
    return seeOther(`${path}?problem=${problemCode(thrown, problem.code)}${said}#tasks`);
  });
}

const cutOff = () =>
  new Refused("invalid", "That file did not arrive whole, so it was not kept. Attach it again.");

async function takeDocuments(
  request: Request,
  staff: StaffActor,
  still: Still,
  given: Record<string, string>,
): Promise<void> {
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (!boundary) throw new FormBroken("Not a form with files.");
  let taken = 0;
  for await (const part of formParts(bodyOf(request), boundary, 2 * env().maxFileBytes)) {
    if (part.filename === undefined) {
      if (Object.keys(given).length >= mostFields) throw new FormBroken("Too many fields.");
      given[part.name] = await fieldText(part);
    } else if (part.filename === "") {
      await fieldText(part);
    } else {
      const fields = fieldsShape.safeParse(given);
      if (!fields.success)
        throw new Refused("invalid", "The form is not whole. Load the page again, then attach it.");
      const { task_id: taskId, form_key: formKey } = fields.data;
      const uploadKey = formFileKey(formKey, taken, part.filename);
      const place = { taskId, purpose: "reading", uploadKey, name: part.filename } as const;
      await receiveWhole(staff, place, checkedAtEnd(part.body, still));
      taken += 1;
    }
  }
  if (taken === 0) throw new Refused("invalid", "No document was chosen. Choose one first, then attach it.");
}
