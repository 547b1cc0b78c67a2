import { z } from "zod";
import type { StaffActor } from "@/lib/access/actor";
import { seeOther } from "@/lib/access/public-post";
import { staffFilesPost, type Still } from "@/lib/access/staff-files-post";
import { env } from "@/lib/env";
import { formFileKey } from "@/lib/files/form-key";
import { boundaryOf, checkedAtEnd, fieldText, FormBroken, formParts } from "@/lib/files/multipart";
import { problemCode } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { bodyOf, drain, refusalOf } from "@/lib/files/upload-lock";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";

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
    let problem: { code: string; sentence: string } | undefined;
    try {
      await takeDocuments(request, staff, still);
    } catch (thrown) {
      const refusal = refusalOf(thrown instanceof FormBroken ? cutOff() : thrown);
      problem = { code: problemCode(thrown, refusal.code), sentence: refusal.sentence };
      await drain(request, 2 * env().maxFileBytes);
    }
    if (request.headers.get("accept") === "application/json")
      return Response.json(
        { problem: problem?.sentence ?? null },
        { headers: { "Cache-Control": "no-store" } },
      );
    return seeOther(problem ? `${path}?problem=${problem.code}#tasks` : `${path}#tasks`);
  });
}

const cutOff = () =>
  new Refused("invalid", "That file did not arrive whole, so it was not kept. Attach it again.");

async function takeDocuments(request: Request, staff: StaffActor, still: Still): Promise<void> {
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (!boundary) throw new FormBroken("Not a form with files.");
  const given: Record<string, string> = {};
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
