import { createApiKey, newKeyInput } from "@/lib/api/keys";
import { apiRoute } from "@/lib/api/door";
import { endpoints } from "@/lib/api/endpoints";
import type { TestFirm } from "./factories/firm";

type Sent = { body?: unknown; headers?: Record<string, string> };
type Said = { status: number; body: unknown; headers: Headers };

/** A key of a test firm, with all scopes unless some are named. */
export async function testKey(f: TestFirm, scopes?: string): Promise<{ id: string; key: string }> {
  return createApiKey(newKeyInput.parse({ firm: f.firm.slug, name: "Test", scopes }));
}

/** What an address answers with success must be of its own shape, nothing missing and nothing more. */
function insistShape(method: string, path: string, body: unknown): void {
  const parts = path.split("/");
  const endpoint = endpoints.find((one) => {
    const pattern = one.path.split("/");
    return (
      one.method === method &&
      pattern.length === parts.length &&
      pattern.every((part, nth) => part === "{id}" || part === parts[nth])
    );
  });
  endpoint?.output?.parse(body);
}

/** One request as the server gets it. */
export async function send(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/^\/api\/v1\/?/, "");
  return apiRoute(request, path === "" ? [] : path.split("/"));
}

/** Asks the API with a key; a body that is no text is sent as JSON. */
export async function ask(key: string, line: string, { body, headers = {} }: Sent = {}): Promise<Said> {
  const [method = "", path = ""] = line.split(" ");
  const json = body !== undefined && typeof body !== "string" && !(body instanceof FormData);
  const response = await send(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
        ...(json || typeof body === "string" ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as BodyInit) }),
    }),
  );
  const text = await response.text();
  const said: unknown =
    text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  if (response.ok && said !== "") insistShape(method, path.split("?")[0] ?? "", said);
  return { status: response.status, body: said, headers: response.headers };
}
