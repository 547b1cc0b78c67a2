import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { visitorOfTokens } from "@/lib/access/session";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { newToken } from "@/lib/crypto";
import { revokeAll } from "@/lib/devices/revoke-all";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testLogin, testPassword } from "@/test/factories/login";
import { heldRows, untilWaiting } from "@/test/held-rows";
import { endLogins } from "./end-logins";
import { logInWithPassword } from "./log-in";

let f: TestFirm;
beforeAll(testDatabase);
beforeEach(async () => {
  f = await testFirm();
  await testLogin(f.firmId, f.contact.contactId, f.contactEmail);
});

const from = { ip: "203.0.113.9", requestId: "r" };

const ends: [string, () => Promise<unknown>][] = [
  ["signs out everywhere", () => revokeAll(f.contact, f.contact.contactId)],
  [
    "is deleted and restored",
    async () => {
      await deleteContact(f.staff, f.contact.contactId);
      await restoreContact(f.staff, f.contact.contactId);
    },
  ],
  ["is logged out by staff", () => endLogins(f.staff, f.contact.contactId)],
];

test.each(ends)("[A13] a log-in that is under way while its contact %s is over", async (_how, end) => {
  const browser = newToken();
  // a log-in waits here with its login held, before it makes a session
  const held = await heldRows(f, sql`select id from firms where id = ${f.firmId} for no key update`);
  const logIn = logInWithPassword(
    f.firmId,
    { email: f.contactEmail, password: testPassword },
    { token: browser, agent: "", earlier: { login: undefined, challenge: undefined } },
    from,
  );
  await untilWaiting(f, 1);
  const ending = end();
  await Promise.race([ending, untilWaiting(f, 2)]);
  await held.letGo();
  await ending;
  const answer = await logIn;
  const login = answer.kind === "step" ? answer.step.token : undefined;
  expect(await visitorOfTokens(f.firmId, { session: undefined, login, browser }, from)).toBeUndefined();
});
