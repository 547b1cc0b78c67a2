import "server-only";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { inOneTransaction } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { tasks } from "@/db/schema/work";
import { insistKey, type Program } from "@/lib/access/api-key";
import { allOf } from "@/lib/access/conditions";
import { download } from "@/lib/files/download";
import { visibleFiles } from "@/lib/files/queries";
import { readFile } from "@/lib/files/read-file";
import { endpoint, type FileEndpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { apiHeaders, Problem } from "./problem";
import { receiveForm } from "./receive-form";
import { fileRows } from "./task-rows";
import { fileShape } from "./task-shape";
import { id } from "./values";

const source = { name: "files", from: files, id: files.id, at: files.createdAt, rows: fileRows };

export const fileEndpoints = [
  endpoint({
    method: "GET",
    path: "/files",
    scope: "files:read",
    summary: "The firm's files, newest first; client_id: documents kept with that client",
    query: z.strictObject({
      ...pageQuery,
      task_id: id.optional(),
      request_id: id.optional(),
      client_id: id.optional(),
      contact_id: id.optional(),
      purpose: fileShape.shape.purpose.optional(),
    }),
    output: pageShape(fileShape),
    act: (staff, { query: { task_id, request_id, client_id, contact_id, purpose, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleFiles(staff),
          eq(files.state, "received"),
          task_id ? eq(files.taskId, task_id) : sql`true`,
          request_id
            ? sql`${files.taskId} in (select t.id from ${tasks} t where t.firm_id = ${staff.firmId} and t.request_id = ${request_id})`
            : sql`true`,
          client_id ? eq(files.clientId, client_id) : sql`true`,
          contact_id ? eq(files.contactId, contact_id) : sql`true`,
          purpose ? eq(files.purpose, purpose) : sql`true`,
        ),
        asked,
      ),
  }),
  endpoint({
    method: "GET",
    path: "/files/{id}",
    scope: "files:read",
    summary: "One file, without its bytes",
    output: fileShape,
    act: (staff, { id: fileId }) => oneOf(staff, fileRows, fileId),
  }),
];

async function sendIn(program: Program, request: Request): Promise<Response> {
  const fileId = await receiveForm(program, request, randomUUID);
  const file = await inOneTransaction(program.actor, async (tx) => {
    await insistKey(tx, program.actor);
    return oneOf(program.actor, fileRows, fileId);
  });
  return Response.json(file, { status: 201, headers: apiHeaders });
}

/** The bytes; what cannot be read is said as a problem, like everything else here. */
async function content({ actor }: Program, _request: Request, fileId: string): Promise<Response> {
  const answer = await download(fileId, () => readFile(actor, fileId));
  if (answer.ok) return answer;
  const code = { 403: "forbidden", 404: "missing", 503: "away" }[answer.status] ?? "bug";
  throw new Problem(answer.status, code, (await answer.text()).trim());
}

export const byteEndpoints: FileEndpoint[] = [
  {
    method: "POST",
    path: "/files",
    scope: "files:write",
    power: "requests.write",
    summary: "Send a file for a task, to be read there or with a comment, or to keep with a client",
    fileIn: true,
    output: fileShape,
    answer: sendIn,
  },
  {
    method: "GET",
    path: "/files/{id}/content",
    scope: "files:read",
    power: "files.download",
    summary: "A file's bytes",
    fileIn: false,
    answer: content,
  },
];
