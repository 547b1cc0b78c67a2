import { ProofRunOut } from "@/lib/access/device-key";
import { lostPressPath, seeOther } from "@/lib/access/public-post";
import type { Giver } from "@/lib/access/actor";
import { env } from "@/lib/env";
import { formFileKey } from "@/lib/files/form-key";
import { formFields } from "@/lib/files/input";
import { boundaryOf, fieldText, FormBroken, formParts, type FormPart } from "@/lib/files/multipart";
import { problemCode } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { Refused } from "@/lib/refused";
import { bodyOf, drain, firmOfRequest, formSender, refusalOf, takeFormTurn } from "@/lib/files/upload-lock";

const mostFields = 20;
/** What is read of somebody whom nobody knows: the fields that say who it is, and no file. */
const mostOfStranger = 64 * 1024;

/** The plain form of a task, for browsers without JavaScript (P6): streamed, kept by the same verbs, answered by going back. */
export async function POST(request: Request): Promise<Response> {
  const form: Form = { fields: {}, client: undefined, files: 0 };
  let problem: string | undefined;
  try {
    await takeForm(request, form);
    if (form.files === 0) problem = "file-none";
  } catch (thrown) {
    if (thrown instanceof ProofRunOut) problem = "unproven";
    else problem = thrown instanceof FormBroken ? "file-cut" : problemCode(thrown, refusalOf(thrown).code);
    await drain(request, form.client ? 2 * env().maxFileBytes : mostOfStranger);
  }
  const { task_id: taskId } = form.fields;
  const ofTask = taskId && /^[0-9a-f-]{36}$/.test(taskId) ? `/tasks/${taskId}` : "/";
  const back = form.fields["as"]?.startsWith("guest.") ? "/guest" : ofTask;
  const said = problem === undefined ? `${back}#files` : `${back}?problem=${problem}#files`;
  const answer = seeOther(problem === "unproven" ? lostPressPath(back) : said);
  // what a stranger still sends is not waited for
  if (problem !== undefined && !form.client) answer.headers.set("Connection", "close");
  return answer;
}

type Form = { fields: Record<string, string>; client: Giver | undefined; files: number };

async function takeForm(request: Request, form: Form): Promise<void> {
  const firm = await firmOfRequest(request);
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (!boundary) throw new FormBroken("Not a form with files.");
  for await (const part of formParts(limited(request, form), boundary, 2 * env().maxFileBytes)) {
    if (part.filename === undefined) {
      if (Object.keys(form.fields).length >= mostFields) throw new FormBroken("Too many fields.");
      form.fields[part.name] = await fieldText(part);
    } else if (part.filename === "") {
      // a file field left empty: browsers send it without a name and without a byte
      await fieldText(part);
    } else {
      const client = await formSender(request, firm, form.fields["as"] ?? "");
      if (!form.client) await takeFormTurn(client);
      form.client = client;
      await takeFile(form, client, part, part.filename);
    }
  }
}

/** The body, as far as somebody unknown may send it; without an end only once it is known who sends. */
async function* limited(request: Request, form: Form): AsyncGenerator<Uint8Array> {
  let taken = 0;
  for await (const bytes of bodyOf(request)) {
    if (!form.client && taken > mostOfStranger) throw new FormBroken("Nobody says who sends this.");
    taken += bytes.length;
    yield bytes;
  }
}

async function takeFile(form: Form, client: Giver, part: FormPart, name: string): Promise<void> {
  const fields = formFields.safeParse(form.fields);
  if (!fields.success)
    throw new Refused("invalid", "The form is not whole. Load the page again, then choose the file again.");
  const { task_id: taskId, form_key: formKey } = fields.data;
  await receiveWhole(client, { taskId, uploadKey: formFileKey(formKey, form.files, name), name }, part.body);
  form.files += 1;
}
