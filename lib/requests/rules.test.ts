import { expect, test } from "vitest";
import { maySend, unreadableOf } from "./rules";

const ready = {
  status: "draft" as const,
  tasks: 2,
  unreadable: [],
  activeRecipients: 1,
  workCompletedAt: null,
};

test("[P3] what is to be approved is attached before it is sent", () => {
  expect(maySend({ ...ready, unreadable: ["Approve the draft"] })).toEqual({
    ok: false,
    reason: "Attach the document that is to be approved first: “Approve the draft” has none.",
  });
  const approval = { title: "Approve it", kind: "approval", state: "open", reading: [] };
  expect(unreadableOf([approval, { ...approval, reading: [1] }, { ...approval, state: "done" }])).toEqual([
    "Approve it",
  ]);
  expect(unreadableOf([{ ...approval, kind: "upload" }])).toEqual([]);
});
