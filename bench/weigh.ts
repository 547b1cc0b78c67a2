import { freshPage, type Visit } from "./browser";

/** What a first view brings over the line, compressed as served, headers included, in bytes. */
export type Weight = { scripts: number; all: number; files: { url: string; kind: string; bytes: number }[] };

/** Opens a page with an empty cache, waits until nothing more comes, and adds up what came. */
export async function weigh(visit: Visit): Promise<Weight> {
  const { context, page, cdp } = await freshPage(visit);
  const files = new Map<string, { url: string; kind: string; bytes: number }>();
  cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (!response.url.startsWith("data:"))
      files.set(requestId, { url: new URL(response.url).pathname, kind: type, bytes: 0 });
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const file = files.get(requestId);
    if (file) file.bytes = encodedDataLength;
  });
  await cdp.send("Network.enable");
  try {
    const answer = await page.goto(visit.origin + visit.path, { waitUntil: "networkidle" });
    if (!answer?.ok()) throw new Error(`${visit.path} was answered ${answer?.status() ?? 0}.`);
    const list = [...files.values()];
    const sum = (of: typeof list) => of.reduce((bytes, file) => bytes + file.bytes, 0);
    return { scripts: sum(list.filter(({ kind }) => kind === "Script")), all: sum(list), files: list };
  } finally {
    await context.close();
  }
}
