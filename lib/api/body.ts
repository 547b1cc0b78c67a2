import "server-only";
import { BodyCut, bodyOf, gatheredBody } from "@/lib/request-body";
import { Problem } from "./problem";

const mostBytes = 1024 * 1024;
const mostDepth = 20;

const tooLarge = () =>
  new Problem(
    413,
    "too_large",
    "A body may have 1 MiB at the most. Send less at once; send files to /files.",
  );

const cutOff = () => new Problem(400, "invalid", "The body did not arrive whole. Send it again.");

/** How deep a JSON text nests, without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (quoted) {
      if (mark === "\\") at += 1;
      else if (mark === '"') quoted = false;
    } else if (mark === '"') quoted = true;
    else if (mark === "{" || mark === "[") deepest = Math.max(deepest, (depth += 1));
    else if (mark === "}" || mark === "]") depth -= 1;
  }
  return deepest;
}

async function textOf(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge();
  const bytes = await gatheredBody(bodyOf(request), mostBytes).catch((problem: unknown) => {
    throw problem instanceof BodyCut ? cutOff() : problem;
  });
  if (!bytes) throw tooLarge();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "invalid", "The body is not UTF-8.");
  }
}

/** Postgres keeps no zero character in a text; a key of this name would reach into the object itself. */
const refusedText = /\\u0000|"__proto__"\s*:/;

/**
 * A request's JSON body: at most 1 MiB and 20 levels. Undefined for an empty one, which some acts allow. Throws Problem.
 */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await textOf(request);
  if (text === "") return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new Problem(415, "unsupported_media_type", "Send JSON, with Content-Type: application/json.", {
      headers: { Accept: "application/json" },
    });
  if (depthOf(text) > mostDepth)
    throw new Problem(422, "invalid", `The body nests deeper than ${mostDepth} levels.`);
  if (refusedText.test(text))
    throw new Problem(422, "invalid", "The body has a zero character or a field that cannot be taken.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem(400, "invalid", "The body is not JSON.");
  }
}
