import { readFileSync } from "node:fs";
import { z } from "zod";
import { ask } from "./load";

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** The id under which the build serves a server action. */
function idOf(file: string, name: string): string {
  const { node } = manifest.parse(
    JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")),
  );
  const found = Object.entries(node).find(
    ([, { filename, exportedName }]) => filename === file && exportedName === name,
  );
  if (!found) throw new Error(`The build has no action ${name} in ${file}.`);
  return found[0];
}

/** Calls a server action as the portal's script does; returns the text of its answer. Throws when it was refused. */
export async function callAction(
  at: { port: number; page: string; headers: Record<string, string> & { host: string } },
  action: { file: string; name: string },
  input: unknown,
): Promise<string> {
  const { status, body } = await ask(at.port, undefined, {
    path: at.page,
    method: "POST",
    headers: {
      ...at.headers,
      accept: "text/x-component",
      origin: `http://${at.headers.host}`,
      "next-action": idOf(action.file, action.name),
      "content-type": "text/plain;charset=UTF-8",
    },
    body: JSON.stringify([input]),
  });
  if (status !== 200 || !body.includes('"ok":true'))
    throw new Error(`${action.name} was answered ${status}: ${body.slice(0, 300)}`);
  return body;
}
