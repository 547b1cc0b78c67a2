import { expect, test } from "vitest";
import { concerns, toldIn } from "./told";

const told = { firmId: "f", contacts: ["a"], work: [] };

test("[W7] a change is told to the firm's staff and to the contacts it concerns, to nobody else", () => {
  expect(concerns(told, { firmId: "f", contactId: undefined })).toBe(true);
  expect(concerns(told, { firmId: "f", contactId: "a" })).toBe(true);
  expect(concerns(told, { firmId: "f", contactId: "b" })).toBe(false);
  expect(concerns({ ...told, contacts: null }, { firmId: "f", contactId: "b" })).toBe(true);
  expect(concerns({ ...told, contacts: null }, { firmId: "g", contactId: "a" })).toBe(false);
  expect(concerns(told, { firmId: "g", contactId: undefined })).toBe(false);
});

test("[W7] a notification that is none of ours is left alone", () => {
  expect(toldIn("hello")).toBeUndefined();
  expect(toldIn("null")).toBeUndefined();
  expect(toldIn(JSON.stringify(told))).toEqual(told);
});
