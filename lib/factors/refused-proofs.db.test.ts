import { generateSync } from "otplib";
import { and, asc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import type { ContactActor, StaffActor } from "@/lib/access/actor";
import { limits, takeTurn } from "@/lib/access/rate-limit";
import { newToken } from "@/lib/crypto";
import { setPassword } from "@/lib/logins/set-password";
import { testDatabase } from "@/test/db";
import { loggedInContact, testLogin } from "@/test/factories/factors";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testLoginLink } from "@/test/factories/login";
import { signedInMember, testMember } from "@/test/factories/staff";
import { addTotp, newTotpSecret } from "./add-totp";
import { changePassword } from "./change-password";
import { proveAgain } from "./prove-again";
import { resetStaffFactors } from "./reset-staff-factors";

beforeAll(testDatabase);

const from = { ip: "198.51.100.12", requestId: "test" };
const password = "four plain words here";
const next = "three loud geese fly";

let firm: TestFirm;
let loginId: string;
/** In for six minutes, so that a proof is asked for. */
let client: ContactActor;

beforeEach(async () => {
  firm = await testFirm();
  loginId = await testLogin(firm.contact, firm.contactEmail, password);
  ({ client } = await loggedInContact(firm.contact, loginId, ["password"], 6));
});

async function memberWithApp(): Promise<{ staffId: string; old: StaffActor; code: () => string }> {
  const { id } = await testMember(firm.firmId);
  const { staff } = await signedInMember(firm.firmId, id, "member");
  const salt = newToken();
  const { secret } = await newTotpSecret(staff, salt);
  const now = Math.floor(Date.now() / 1000);
  await addTotp(staff, { salt, code: generateSync({ secret, epoch: now }) });
  const old = (await signedInMember(firm.firmId, id, "member", 6)).staff;
  return { staffId: id, old, code: () => generateSync({ secret, epoch: now + 30 }) };
}

const refused = () =>
  withFirm(firm, (tx) =>
    tx
      .select({ kind: auditEvents.actorKind, who: auditEvents.actorId, subject: auditEvents.subject })
      .from(auditEvents)
      .where(and(eq(auditEvents.firmId, firm.firmId), eq(auditEvents.action, "proof.refused")))
      .orderBy(asc(auditEvents.seq)),
  );
/** Uses the month's tries up but for some. */
async function wrongBefore(whose: string, left: number) {
  for (let nth = left; nth < limits.proofsOfLoginLong.times; nth++)
    expect(await takeTurn("proofsOfLoginLong", firm.firmId, whose)).toBe(true);
}
const used = async (whose: string) => !(await takeTurn("proofsOfLoginLong", firm.firmId, whose));

test("[LG2] a wrong password or code that somebody who is in gives is written down, with ids and nothing typed", async () => {
  await expect(changePassword(client, { current: "a thief's guess", password: next })).rejects.toThrow(
    "not right",
  );
  await expect(proveAgain(client, "another guess")).rejects.toThrow("not right");
  const by = { kind: "contact", who: client.contactId, subject: { loginId, kind: "password" } };
  expect(await refused()).toEqual([by, by]);
  await proveAgain(client, password);
  const { staffId, old, code } = await memberWithApp();
  await expect(proveAgain(old, "12345")).rejects.toThrow("not right");
  await proveAgain(old, code());
  expect(await refused()).toEqual([
    ...[by, by],
    { kind: "staff", who: staffId, subject: { staffId, kind: "totp" } },
  ]);
});

test("[LG2] proofs that the limit refuses are written down once a minute, however many come at once", async () => {
  const forms = Array.from({ length: 20 }, (_, nth) =>
    nth % 2 === 0
      ? proveAgain(client, "a guess")
      : changePassword(client, { current: "a guess", password: next }),
  );
  expect((await Promise.allSettled(forms)).every(({ status }) => status === "rejected")).toBe(true);
  const kinds = (await refused()).map(({ subject }) => (subject as { kind: string }).kind).sort();
  expect(kinds).toEqual(["limit", ...Array<string>(10).fill("password")]);
}, 30_000);

test("[AU9] the present password is tried a hundred times a month by who is in, and a right one forgets the wrong ones", async () => {
  await wrongBefore(loginId, 2);
  await expect(proveAgain(client, "the 99th guess")).rejects.toThrow("not right");
  await proveAgain(client, password);
  await wrongBefore(loginId, 1);
  await expect(changePassword(client, { current: "the 100th", password: next })).rejects.toThrow("not right");
  await expect(proveAgain(client, password)).rejects.toThrow("this month");
  await expect(changePassword(client, { current: password, password: next })).rejects.toThrow("this month");
  expect((await refused()).map(({ subject }) => subject)).toEqual([
    ...[
      { loginId, kind: "password" },
      { loginId, kind: "password" },
    ],
    { loginId, kind: "limit" },
  ]);
});

test("[AU9] whose tries somebody with the cookie used up goes on after a new log-in, or a new password by mail", async () => {
  await wrongBefore(loginId, 0);
  const { client: anew } = await loggedInContact(firm.contact, loginId, ["password"]);
  await proveAgain(anew, "");
  await expect(changePassword(anew, { current: password, password: next })).rejects.toThrow("link");
  const token = await testLoginLink(firm.firmId, { contactId: client.contactId, email: firm.contactEmail });
  expect((await setPassword(firm.firm, { token, password: next }, from)).kind).toBe("set");
  const { client: later } = await loggedInContact(firm.contact, loginId, ["password"], 6);
  await proveAgain(later, next);
  await changePassword(later, { current: next, password });
});

test("[AU9] of a staff member a hundred wrong codes are tried in a month; a right one, or a reset, forgets them", async () => {
  const { staffId, old, code } = await memberWithApp();
  await wrongBefore(staffId, 1);
  await proveAgain(old, code());
  await wrongBefore(staffId, 1);
  await expect(proveAgain(old, "12345")).rejects.toThrow("not right");
  await expect(proveAgain(old, code())).rejects.toThrow("this month");
  await proveAgain((await signedInMember(firm.firmId, staffId, "member")).staff, "");
  expect(await used(staffId)).toBe(true);
  const owner = (await signedInMember(firm.firmId, firm.staff.staffId, "owner")).staff;
  await resetStaffFactors(owner, staffId);
  expect(await used(staffId)).toBe(false);
});
