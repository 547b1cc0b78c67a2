import { expect, test } from "vitest";
import { maySend, unreadableOf } from "./rules";

const ready = {
  status: "draft" as const,
  tasks: 2,
  unreadable: 0,
  activeRecipients: 1,
  workCompletedAt: null,
};

test("[P3] what is to be approved is attached before it is sent", () => {
  expect(maySend({ ...ready, unreadable: 1 })).toEqual({
    ok: false,
    reason: "Attach the document that is to be approved first.",
  });
  const approval = { kind: "approval", state: "open", reading: [] };
  expect(unreadableOf([approval, { ...approval, reading: [1] }, { ...approval, state: "done" }])).toBe(1);
  expect(unreadableOf([{ ...approval, kind: "upload" }])).toBe(0);
});
