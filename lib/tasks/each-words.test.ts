import { expect, test } from "vitest";
import { eachWords, type Part } from "./each-words";

const part = (firstName: string, answered: boolean, lastName = "Hale"): Part => ({
  taskId: "t",
  contactId: `${firstName} ${lastName}`,
  firstName,
  lastName,
  answered,
});

test("[C1] who each must answer reads who has, and whom Lodge still waits for", () => {
  const me = "Ann Hale";
  const said = (mine: boolean, ...others: Part[]) => eachWords([part("Ann", mine), ...others], me);
  expect(said(false, part("Tom", true), part("Jane", false))).toBe(
    "Tom has answered. Lodge still waits for Jane and you.",
  );
  expect(said(true, part("Tom", false), part("Jane", false))).toBe(
    "You have answered. Lodge still waits for Tom and Jane.",
  );
  expect(said(false, part("Tom", true), part("Jane", true))).toBe(
    "Tom and Jane have answered. Lodge still waits for you.",
  );
  expect(said(false, part("Tom", false))).toBe("Each of you must answer. Lodge waits for Tom and you.");
  expect(said(true, part("Tom", true))).toBe("You and Tom have answered. Everybody's answer is there.");
  expect(said(false, part("Tom", true), part("Tom", false, "Reed"))).toBe(
    "Tom Hale has answered. Lodge still waits for Tom Reed and you.",
  );
  // alone there is nobody to wait for
  expect(said(false)).toBeUndefined();
});
