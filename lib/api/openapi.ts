import "server-only";
import { z } from "zod";
import { newClientInput } from "@/lib/clients/input";
import { taskInput } from "@/lib/tasks/task-input";
import { auditEventShape } from "./audit-events";
import { clientShape } from "./clients";
import { contactShape, newContactShape } from "./contacts";
import { deviceShape } from "./devices";
import { clientEditShape, contactEditShape } from "./edit-people";
import { taskEditShape, workItemEditShape } from "./edit-work";
import type { Endpoint, FileEndpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import { requestShape, requestWholeShape } from "./request-rows";
import { newRequestShape, requestEditShape } from "./requests";
import { answerShape, commentShape, fileShape, taskShape, taskWholeShape } from "./task-shape";
import { newCommentShape, sendBackShape } from "./tasks";
import { newWorkItemShape, workItemShape } from "./work-items";

const problemShape = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.strictObject({ field: z.string(), detail: z.string() })).optional(),
  request_id: z.string(),
});

const answers: Record<string, z.ZodType> = {
  Client: clientShape,
  Contact: contactShape,
  WorkItem: workItemShape,
  RequestSummary: requestShape,
  Request: requestWholeShape,
  TaskSummary: taskShape,
  Task: taskWholeShape,
  Answer: answerShape,
  Comment: commentShape,
  File: fileShape,
  Device: deviceShape,
  AuditEvent: auditEventShape,
  Problem: problemShape,
};

const bodies: Record<string, z.ZodType> = {
  NewClient: newClientInput,
  ClientEdit: clientEditShape,
  NewContact: newContactShape,
  ContactEdit: contactEditShape,
  NewWorkItem: newWorkItemShape,
  WorkItemEdit: workItemEditShape,
  NewRequest: newRequestShape,
  RequestEdit: requestEditShape,
  NewTask: taskInput,
  TaskEdit: taskEditShape,
  NewComment: newCommentShape,
  SendBack: sendBackShape,
};

type Json = Record<string, unknown>;

const place = (name: string) => `#/components/schemas/${name}`;

/** JSON Schema of named shapes, which refer to one another by name. */
function schemasOf(shapes: Record<string, z.ZodType>, io: "input" | "output"): Json {
  const registry = z.registry<{ id: string }>();
  for (const [name, shape] of Object.entries(shapes)) registry.add(shape, { id: name });
  const { schemas } = z.toJSONSchema(registry, { io, uri: place });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: _id, ...schema }]) => [name, schema]),
  );
}

const names = new Map(Object.entries({ ...answers, ...bodies }).map(([name, shape]) => [shape, name]));

/** A named shape, or a page of one. */
function refTo(shape: z.ZodType): Json {
  const name = names.get(shape);
  if (name !== undefined) return { $ref: place(name) };
  const data = shape instanceof z.ZodObject ? (shape.shape["data"] as unknown) : undefined;
  if (!(data instanceof z.ZodArray)) throw new Error("A shape of the API has no name.");
  return {
    type: "object",
    properties: {
      data: { type: "array", items: refTo(data.element as z.ZodType) },
      next_cursor: { type: ["string", "null"] },
    },
    required: ["data", "next_cursor"],
  };
}

function parametersOf(endpoint: Endpoint | FileEndpoint): Json[] {
  const id = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "The same key with the same request acts once within 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  const query = "query" in endpoint ? z.toJSONSchema(endpoint.query, { io: "input" }).properties : {};
  return [
    ...(endpoint.path.includes("{id}") ? [id] : []),
    ...(endpoint.method === "POST" ? [key] : []),
    ...Object.entries(query ?? {}).map(([name, schema]) => ({
      name,
      in: "query",
      required: false,
      schema,
    })),
  ];
}

const form = {
  type: "object",
  properties: {
    task_id: { type: "string", format: "uuid" },
    purpose: { type: "string", enum: ["reading", "comment"], default: "reading" },
    client_id: { type: "string", format: "uuid" },
    file: { type: "string", format: "binary", description: "The last part of the form." },
  },
  required: ["file"],
};

function bodyOf(endpoint: Endpoint | FileEndpoint): Json {
  if ("fileIn" in endpoint)
    return endpoint.fileIn
      ? { requestBody: { required: true, content: { "multipart/form-data": { schema: form } } } }
      : {};
  if (!endpoint.input) return {};
  const content = { "application/json": { schema: refTo(endpoint.input) } };
  return { requestBody: { required: true, content } };
}

function successOf(endpoint: Endpoint | FileEndpoint): Json {
  const { output } = endpoint;
  const status = "status" in endpoint ? endpoint.status : endpoint.fileIn ? 201 : 200;
  const content = output
    ? { "application/json": { schema: refTo(output) } }
    : { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  return { [status]: { description: "Done", ...(status === 204 ? {} : { content }) } };
}

const operationOf = (endpoint: Endpoint | FileEndpoint): Json => ({
  operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[^a-z]+([a-z]?)/g, (_, next: string) => next.toUpperCase())}`,
  summary: endpoint.summary,
  description: `Needs the scope \`${endpoint.scope}\`.`,
  tags: [endpoint.path.split("/")[1]],
  parameters: parametersOf(endpoint),
  ...bodyOf(endpoint),
  responses: { ...successOf(endpoint), default: { $ref: "#/components/responses/Problem" } },
});

function document(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints)
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint);
  return {
    openapi: "3.1.0",
    info: {
      title: "Lodge",
      version: "1",
      description: "The HTTP API of a firm's client portal.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { ...schemasOf(answers, "output"), ...schemasOf(bodies, "input") },
      responses: {
        Problem: {
          description: "An expected no, or a fault (RFC 9457)",
          content: { "application/problem+json": { schema: { $ref: place("Problem") } } },
        },
      },
    },
  };
}

let made: Json | undefined;

/** The OpenAPI 3.1 document, made of the very shapes that check what comes in and goes out. */
export const openApiDocument = (): Json => (made ??= document());
