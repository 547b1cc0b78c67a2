import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { contacts } from "@/db/schema/people";
import { guests } from "@/db/schema/work";
import { claimLink } from "@/lib/access/claim-link";
import { standingGuests } from "@/lib/access/conditions";
import { visitorOfTokens } from "@/lib/access/session";
import { hashToken, newToken } from "@/lib/crypto";
import { devicesOf } from "@/lib/devices/queries";
import { askGuest } from "@/lib/guests/ask-guest";
import { logInWithPassword } from "@/lib/logins/log-in";
import { testDatabase } from "@/test/db";
import { testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { testLogin, testPassword } from "@/test/factories/login";
import { heldRows, untilWaiting } from "@/test/held-rows";
import { editContact } from "./edit-contact";

let f: TestFirm;
beforeAll(testDatabase);
beforeEach(async () => {
  f = await testFirm();
});

const from = { ip: "203.0.113.9", requestId: "r" };
const moveAway = () =>
  editContact(f.staff, f.contact.contactId, {
    firstName: "Maya",
    lastName: "Moved",
    email: `new-${f.contactEmail}`,
    phone: "",
    clientIds: [f.clientId],
  });
const emailNow = async () => {
  const [row] = await withFirm(f, (tx) =>
    tx.select({ email: contacts.email }).from(contacts).where(eq(contacts.id, f.contact.contactId)),
  );
  return row?.email;
};
const liveDevices = async () =>
  (await devicesOf(f.staff, f.contact.contactId)).filter((device) => device.live).length;
const newLink = () => testLink(f.firmId, { contactId: f.contact.contactId, email: f.contactEmail });

test("[A13] a link that is being opened while the address changes lets nobody in", async () => {
  const browserToken = newToken();
  await withFirm(f, (tx) =>
    tx
      .insert(browsers)
      .values({ firmId: f.firmId, tokenHash: hashToken(browserToken), name: "", system: "" }),
  );
  const token = await newLink();
  const held = await heldRows(
    f,
    sql`select id from browsers where token_hash = ${hashToken(browserToken)} for update`,
  );
  const claim = claimLink(f.firm, { token, browserToken, agent: "", from });
  await untilWaiting(f, 1);
  const edit = moveAway();
  await untilWaiting(f, 2);
  await held.letGo();
  expect((await claim).kind).toBe("in");
  expect(await edit).toBe(2);
  expect([await emailNow(), await liveDevices()]).toEqual([`new-${f.contactEmail}`, 0]);
});

test("[A13] somebody who is being asked to answer while the address changes is out with it", async () => {
  const ask = () => askGuest(f.contact, f.tasks.tick, "guest@else.example");
  await ask();
  const held = await heldRows(f, sql`select id from guests for update`);
  const again = ask();
  await untilWaiting(f, 1);
  const edit = moveAway();
  await untilWaiting(f, 2);
  await held.letGo();
  await again;
  expect(await edit).toBe(1);
  const standing = await withFirm(f, (tx) => tx.$count(guests, standingGuests(f.firmId)));
  expect([await emailNow(), standing]).toEqual([`new-${f.contactEmail}`, 0]);
});

test("[A13] a log-in that is under way while the address changes is over", async () => {
  await testLogin(f.firmId, f.contact.contactId, f.contactEmail);
  const browser = newToken();
  const held = await heldRows(f, sql`select id from firms where id = ${f.firmId} for no key update`);
  const logIn = logInWithPassword(
    f.firmId,
    { email: f.contactEmail, password: testPassword },
    { token: browser, agent: "", earlier: { login: undefined, challenge: undefined } },
    from,
  );
  await untilWaiting(f, 1);
  const edit = moveAway();
  await untilWaiting(f, 2);
  await held.letGo();
  await edit;
  const answer = await logIn;
  const login = answer.kind === "step" ? answer.step.token : undefined;
  expect(await emailNow()).toBe(`new-${f.contactEmail}`);
  expect(await visitorOfTokens(f.firmId, { session: undefined, login, browser }, from)).toBeUndefined();
});

test("[A13] a link that was made and opened just before the address changed lets nobody stay in", async () => {
  const inUse = await heldRows(
    f,
    sql`select id from contacts where id = ${f.contact.contactId} for key share`,
  );
  const edit = moveAway();
  await untilWaiting(f, 1);
  const claim = await claimLink(f.firm, {
    token: await newLink(),
    browserToken: newToken(),
    agent: "",
    from,
  });
  expect(claim.kind).toBe("in");
  await inUse.letGo();
  expect(await edit).toBe(2);
  expect(await liveDevices()).toBe(0);
});
