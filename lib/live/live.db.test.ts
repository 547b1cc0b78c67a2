import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOn } from "@/db/listen";
import { firmsWithChanges } from "@/db/lookups";
import { completeTask, untickTask } from "@/lib/tasks/complete-task";
import { testDatabase } from "@/test/db";
import { testFirm } from "@/test/factories/firm";
import { closeStreams, openStream } from "./hub";
import { tellChanges } from "./tell-changes";
import { liveChannel, toldIn, type Told } from "./told";

beforeAll(testDatabase);
afterAll(closeStreams);

/** Lets every change so far be told, so that what comes is the test's own. */
async function quiet(firmId: string): Promise<void> {
  while ((await tellChanges(firmId)) > 0);
}

test("[W7] an act is told once, with the ids of whom it concerns and nothing else", async () => {
  const f = await testFirm();
  await quiet(f.firmId);
  const heard: Told[] = [];
  const stop = await listenOn(
    liveChannel,
    (payload) => {
      const told = toldIn(payload);
      if (told?.firmId === f.firmId) heard.push(told);
    },
    () => undefined,
  );
  await completeTask(f.contact, f.tasks.tick);
  expect(await firmsWithChanges()).toContain(f.firmId);
  const told = await Promise.all([tellChanges(f.firmId), tellChanges(f.firmId)]);
  expect(told.reduce((a, b) => a + b)).toBe(1);
  expect(await firmsWithChanges()).not.toContain(f.firmId);
  await expect
    .poll(() => heard)
    .toEqual([{ firmId: f.firmId, contacts: [f.contact.contactId], work: [f.workItemId] }]);
  await stop();
});

async function* textOf(stream: ReadableStream<Uint8Array>) {
  const letters = new TextDecoder();
  for await (const bytes of stream) yield letters.decode(bytes);
}

test("[W7] open pages of those concerned hear of it, other contacts' and other firms' do not", async () => {
  const [f, g] = [await testFirm(), await testFirm()];
  await quiet(f.firmId);
  const gone = new AbortController();
  const heard: string[] = [];
  const follow = async (name: string, firmId: string, contactId: string | undefined) => {
    const stream = openStream({ firmId, contactId, owner: name }, gone.signal);
    if (!stream) throw new Error("No stream was opened.");
    for await (const text of textOf(stream)) heard.push(`${name} ${text.trim().split("\n")[0] ?? ""}`);
  };
  const all = [
    follow("staff", f.firmId, undefined),
    follow("contact", f.firmId, f.contact.contactId),
    follow("other contact", f.firmId, f.other.contactId),
    follow("other firm", g.firmId, undefined),
  ];
  await expect.poll(() => heard.length).toBe(4);
  // the LISTEN may begin after the streams
  await expect
    .poll(
      async () => {
        await completeTask(f.contact, f.tasks.tick);
        await untickTask(f.contact, f.tasks.tick);
        await tellChanges(f.firmId);
        return heard.filter((line) => line.endsWith("event: change"));
      },
      { timeout: 5_000 },
    )
    .toEqual(expect.arrayContaining(["staff event: change", "contact event: change"]));
  gone.abort();
  await Promise.all(all);
  expect(heard.filter((line) => /^other.*change/.test(line))).toEqual([]);
});

test("[O3] a page that asks while the process ends gets a stream that ends at once, so that it asks again", async () => {
  const f = await testFirm();
  const of = { firmId: f.firmId, contactId: undefined, owner: "staff" };
  const open = openStream(of, new AbortController().signal);
  await closeStreams();
  const late = openStream(of, new AbortController().signal);
  if (!open || !late) throw new Error("No stream was opened.");
  for (const stream of [open, late]) expect(await new Response(stream).text()).toMatch(/^retry:/);
});
