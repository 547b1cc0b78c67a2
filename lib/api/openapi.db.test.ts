import { readFileSync, writeFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import createClient from "openapi-fetch";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { format, resolveConfig } from "prettier";
import { beforeAll, expect, test } from "vitest";
import { send, testKey } from "@/test/api";
import type { paths } from "@/test/api-paths";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { openApiDocument } from "./openapi";
import { scopes } from "./scopes";
import { endpoints } from "./endpoints";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const typesFile = "test/api-paths.d.ts";

test("[I1] the document is OpenAPI 3.1 by a public validator, and open to everybody", async () => {
  const response = await send(new Request("http://localhost:3000/api/v1/openapi.json"));
  expect(response.status).toBe(200);
  const document = (await response.json()) as Record<string, unknown>;
  expect(document).toEqual(openApiDocument());
  const { valid, errors } = await new Validator().validate(document);
  expect([valid, errors]).toEqual([true, undefined]);
  expect(document["openapi"]).toBe("3.1.0");
});

test("[I1] the document has every address once, each named and with its own scope", () => {
  const operations = Object.values(openApiDocument()["paths"] as Record<string, object>).flatMap(
    (path) => Object.values(path) as { operationId: string }[],
  );
  expect(operations).toHaveLength(endpoints.length);
  expect(new Set(operations.map((one) => one.operationId)).size).toBe(endpoints.length);
  expect([...new Set(endpoints.map((one) => one.scope))].sort()).toEqual([...scopes].sort());
});

test("[I1] the types of a client made from the document are up to date", async () => {
  const nodes = await openapiTS(openApiDocument() as unknown as OpenAPI3, {
    // what has a default may be left out of a body
    defaultNonNullable: false,
  });
  const types = await format(astToString(nodes), {
    ...(await resolveConfig(typesFile)),
    parser: "typescript",
  });
  if (process.env["LODGE_WRITE_TYPES"]) writeFileSync(typesFile, types);
  expect(readFileSync(typesFile, "utf8")).toBe(types);
});

test("[I1] a client made from the document drives the API", async () => {
  const { key } = await testKey(f);
  const api = createClient<paths>({
    baseUrl: "http://localhost:3000/api/v1",
    headers: { Authorization: `Bearer ${key}` },
    fetch: send,
  });
  const client = await api.POST("/clients", { body: { name: "Heron & Co", kind: "company" } });
  const contact = await api.POST("/contacts", {
    body: {
      first_name: "Hal",
      last_name: "Heron",
      email: "hal@heron.example",
      client_ids: [client.data?.id ?? ""],
    },
  });
  const work = await api.POST("/work-items", {
    body: { client_id: client.data?.id ?? "", title: "Year end", due_on: "2026-12-31" },
  });
  const request = await api.POST("/requests", {
    params: { header: { "Idempotency-Key": "typed-1" } },
    body: {
      work_item_id: work.data?.id ?? "",
      title: "Papers",
      recipient_ids: [contact.data?.id ?? ""],
      tasks: [{ kind: "choice", title: "Choose", options: ["Yes", { label: "No", hint: "Rare" }] }],
    },
  });
  const id = request.data?.id ?? "";
  expect(request.data?.tasks[0]?.options).toEqual([{ label: "Yes" }, { label: "No", hint: "Rare" }]);
  await api.POST("/requests/{id}/send", { params: { path: { id } } });
  const seen = await api.GET("/requests/{id}", { params: { path: { id } } });
  expect(seen.data).toMatchObject({ status: "sent", times_sent: 1 });
  const done = await api.PATCH("/work-items/{id}", {
    params: { path: { id: work.data?.id ?? "" } },
    body: { status: "completed" },
  });
  expect(done.data?.status).toBe("completed");
  const list = await api.GET("/requests", {
    params: { query: { client_id: client.data?.id ?? "", limit: 5 } },
  });
  expect(list.data?.data.map((one) => one.id)).toEqual([id]);
  const wrong = await api.POST("/requests/{id}/send", { params: { path: { id } } });
  expect([wrong.response.status, wrong.error?.code]).toEqual([409, "conflict"]);
});
