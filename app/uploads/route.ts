import { ProofRunOut } from "@/lib/access/device-key";
import { lostPressPath, seeOther } from "@/lib/access/public-post";
import type { Giver } from "@/lib/access/actor";
import { env } from "@/lib/env";
import { formFileKey } from "@/lib/files/form-key";
import { formFields } from "@/lib/files/input";
import { boundaryOf, fieldText, FormBroken, formParts, type FormPart } from "@/lib/files/multipart";
import { FileRefused, problemCode } from "@/lib/files/problems";
import { receiveWhole } from "@/lib/files/receive-whole";
import { sealNotSent, sealSaid } from "@/lib/files/said";
import { TooManyAtOnce } from "@/lib/files/sending-places";
import {
  firmOfRequest,
  formSender,
  mustSendAgain,
  refusalOf,
  sendAgain,
  takeFormTurn,
} from "@/lib/files/upload-lock";
import { isId } from "@/lib/ids";
import { Refused } from "@/lib/refused";
import { bodyOf, drain, drainMeanwhile, TooSlow } from "@/lib/request-body";

const mostFields = 20;
/** What is read of somebody whom nobody knows: the fields that say who it is, and no file. */
const mostOfStranger = 64 * 1024;

/** The plain form of a task, for browsers without JavaScript (P6): streamed, kept by the same verbs, answered by going back. */
export async function POST(request: Request): Promise<Response> {
  const form: Form = { fields: {}, client: undefined, files: 0 };
  try {
    await takeForm(request, form);
  } catch (thrown) {
    const most = form.client ? 2 * env().maxFileBytes : mostOfStranger;
    if (thrown instanceof TooManyAtOnce) drainMeanwhile(request, most);
    else if (!(thrown instanceof TooSlow)) await drain(request, most);
    const answer = answerTo(thrown, form);
    // what a stranger still sends is not waited for
    if (!form.client) answer.headers.set("Connection", "close");
    return answer;
  }
  return seeOther(backTo(form, form.files === 0 ? { code: "file-none" } : undefined));
}

/** `taking`: the name of the file that is being taken. */
type Form = { fields: Record<string, string>; client: Giver | undefined; files: number; taking?: string };

/** What went wrong: its code, and the sentence where it names a file. */
type Problem = { code: string; sentence?: string };

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof FormBroken) return { code: "file-cut" };
  const code = problemCode(thrown, refusalOf(thrown).code);
  return thrown instanceof FileRefused ? { code, sentence: thrown.message } : { code };
}

/** A refusal: sent again where that is all it takes, proven first where the key's proof ran out, or said where the form stands. */
function answerTo(thrown: unknown, form: Form): Response {
  if (mustSendAgain(thrown)) return sendAgain(refusalOf(thrown));
  if (thrown instanceof ProofRunOut) return seeOther(lostPressPath(placeOf(form)));
  return seeOther(backTo(form, problemOf(thrown)));
}

/** The page that the form stands on. */
function placeOf({ fields: { task_id: taskId = "", as = "" } }: Form): string {
  if (as.startsWith("guest.")) return "/guest";
  return isId(taskId) ? `/tasks/${taskId}` : "/";
}

/** Where the form came from, with what is to be said there: a sentence that names the file is sealed on its way. */
function backTo(form: Form, problem: Problem | undefined): string {
  const { fields, client } = form;
  const { task_id: taskId = "" } = fields;
  const known = isId(taskId);
  const back = placeOf(form);
  if (!problem) return `${back}#files`;
  // the page begins with what went wrong, so its address leads nowhere within it
  const page = `${back}?problem=${problem.code}`;
  if (!client || !known || problem.sentence === undefined) return page;
  const names = { refused: form.taking === undefined ? [] : [form.taking.slice(0, 200)], unsent: [] };
  return `${page}&said=${sealSaid(client.firmId, taskId, problem.sentence)}&left=${sealNotSent(client.firmId, taskId, names)}`;
}

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
  form.taking = name;
  await receiveWhole(client, { taskId, uploadKey: formFileKey(formKey, form.files, name), name }, part.body);
  form.files += 1;
}
