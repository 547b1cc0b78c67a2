import { expect, test } from "vitest";
import { mayLetAnswer } from "@/lib/tasks/rules";
import { givenBy, guestWords, mayAddGuest } from "./rules";

const fresh = { claimedAt: null, endedHow: null, standing: true, live: true, answered: false };

test("[A18] how a guest stands is said in a few words", () => {
  expect(guestWords(fresh)).toBe("not opened yet");
  expect(guestWords({ ...fresh, claimedAt: new Date() })).toBe("opened it");
  expect(guestWords({ ...fresh, live: false })).toBe("not needed now");
  expect(guestWords({ ...fresh, live: false, answered: true })).toBe("answered");
  expect(guestWords({ ...fresh, standing: false, live: false })).toBe("access ended");
  expect(guestWords({ ...fresh, standing: false, live: false, endedHow: "stopped" })).toBe("access stopped");
  const out = { ...fresh, standing: false, live: false };
  expect(guestWords({ ...out, endedHow: "device_revoked" })).toBe("access ended with the device that asked");
  expect(guestWords({ ...out, endedHow: "login_ended" })).toBe("access ended with the log-in that asked");
});

test("[A18] two people a task, none for an approval or a confirmation, for what is answered or for completed work", () => {
  expect([0, 1, 2].map((n) => mayAddGuest(n).ok)).toEqual([true, true, false]);
  const open = {
    ...({ kind: "answer", details: {}, state: "open" } as const),
    ...{ workCompletedAt: null, takenOutAt: null },
  };
  expect(mayLetAnswer(open).ok).toBe(true);
  expect(mayLetAnswer({ ...open, kind: "approval" }).ok).toBe(false);
  expect(mayLetAnswer({ ...open, kind: "tick" }).ok).toBe(true);
  expect(mayLetAnswer({ ...open, kind: "tick", details: { confirm: "It is all." } }).ok).toBe(false);
  expect(mayLetAnswer({ ...open, state: "with_firm" }).ok).toBe(false);
  expect(mayLetAnswer({ ...open, workCompletedAt: new Date() }).ok).toBe(false);
  expect(mayLetAnswer({ ...open, takenOutAt: new Date() }).ok).toBe(false);
});

test("[A18] an answer says whether the contact or a guest gave it", () => {
  expect(givenBy("Maya Test", null)).toBe("Maya Test");
  expect(givenBy("Maya Test", "b•••@bank.example")).toBe("A guest, b•••@bank.example, asked by Maya Test");
});
