import { expect, test } from "vitest";
import type { FileSender } from "./place";
import { inPlaceOf, mostAtOnce, TooManyAtOnce } from "./sending-places";

const from = { ip: "127.0.0.1", requestId: "r" };
const contact = (contactId: string, firmId = "f") =>
  ({ kind: "contact", contactId, firmId, from }) as unknown as FileSender;
const program = { kind: "staff", staffId: "s", apiKeyId: "k", firmId: "f", from } as unknown as FileSender;
const guest = { kind: "guest", guestId: "g", contactId: "c", firmId: "f", from } as unknown as FileSender;

/** Takes places that last until they are let go. */
function held() {
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const works: Promise<void>[] = [];
  return {
    take: (sender: FileSender, times: number) => {
      for (let nth = 0; nth < times; nth += 1) works.push(inPlaceOf(sender, "a.pdf", () => until));
    },
    letGo: () => {
      letGo();
      return Promise.all(works);
    },
  };
}

test("[UP5] one sender has a few files on their way at once, the next is told to come again", async () => {
  const places = held();
  places.take(contact("one"), mostAtOnce.sender);
  const refused = await inPlaceOf(contact("one"), "late.pdf", () => Promise.resolve()).catch(
    (p: unknown) => p,
  );
  expect(refused).toBeInstanceOf(TooManyAtOnce);
  expect((refused as TooManyAtOnce).message).toContain("“late.pdf” has to wait");
  // others are not kept waiting by it: another contact, its guest, a program
  for (const other of [contact("two"), guest, program])
    expect(await inPlaceOf(other, "a.pdf", () => Promise.resolve("taken"))).toBe("taken");
  await places.letGo();
  expect(await inPlaceOf(contact("one"), "late.pdf", () => Promise.resolve("taken"))).toBe("taken");
});

test("[UP5] a process takes so many files at once, whoever sends them", async () => {
  const places = held();
  for (let nth = 0; nth * mostAtOnce.sender < mostAtOnce.process; nth += 1)
    places.take(contact(String(nth), `firm ${Math.floor(nth / 4)}`), mostAtOnce.sender);
  await expect(inPlaceOf(program, undefined, () => Promise.resolve())).rejects.toThrow(
    "This file has to wait",
  );
  await places.letGo();
  expect(await inPlaceOf(program, "a.pdf", () => Promise.resolve("taken"))).toBe("taken");
});

test("[UP5] a firm whose clients all send at once, or a contact whose guests do, leaves places to others", async () => {
  const places = held();
  for (let nth = 0; nth * mostAtOnce.sender < mostAtOnce.firm; nth += 1)
    places.take(nth === 0 ? guest : contact(String(nth)), mostAtOnce.sender);
  for (const waits of [contact("c"), program])
    await expect(inPlaceOf(waits, "a.pdf", () => Promise.resolve())).rejects.toThrow("has to wait");
  expect(await inPlaceOf(contact("d", "another"), "a.pdf", () => Promise.resolve("taken"))).toBe("taken");
  await places.letGo();
});

test("[UP5] work that fails gives its place back", async () => {
  for (let nth = 0; nth < 2 * mostAtOnce.process; nth += 1)
    await expect(inPlaceOf(contact("one"), "a.pdf", () => Promise.reject(new Error("cut")))).rejects.toThrow(
      "cut",
    );
});
