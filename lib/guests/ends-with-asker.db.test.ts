import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { auditEvents } from "@/db/schema/audit";
import { deviceRevokeLinks } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { guests } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { signOutDevice } from "@/lib/access/enter-device";
import { hashToken, newToken, openText } from "@/lib/crypto";
import { revokeAll } from "@/lib/devices/revoke-all";
import { revokeByMail } from "@/lib/devices/revoke-by-mail";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { revokeOthers } from "@/lib/devices/revoke-others";
import { changePassword } from "@/lib/factors/change-password";
import { endLoginSession } from "@/lib/factors/end-login-session";
import { chooseMode } from "@/lib/firms/choose-mode";
import { endLogins } from "@/lib/logins/end-logins";
import { logOut } from "@/lib/logins/log-out";
import { setPassword } from "@/lib/logins/set-password";
import type { Sealed } from "@/lib/messages/enqueue";
import { sendDue } from "@/lib/messages/send-due";
import { testDatabase } from "@/test/db";
import { loggedInContact } from "@/test/factories/factors";
import { testDevice, testFirm, type TestFirm } from "@/test/factories/firm";
import { guestOf, testGuest } from "@/test/factories/guest";
import { testLogin, testLoginLink, testPassword } from "@/test/factories/login";
import { askGuest } from "./ask-guest";
import { guestsOfTask } from "./queries";
import { stopGuest } from "./stop-guest";

beforeAll(testDatabase);

const bank = () => `banker-${randomUUID().slice(0, 8)}@bank.example`;
const from = { ip: "81.2.69.160", requestId: "r" };

const endingsOf = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx.select({ email: guests.email, how: guests.endedHow }).from(guests).where(eq(guests.firmId, f.firmId)),
  );
const audited = (f: TestFirm, action: string) =>
  withFirm(f, (tx) =>
    tx
      .select({ subject: auditEvents.subject })
      .from(auditEvents)
      .where(and(eq(auditEvents.firmId, f.firmId), eq(auditEvents.action, action))),
  );

async function mailedRevoke(f: TestFirm, deviceId: string): Promise<string> {
  const token = newToken();
  await withFirm(f, (tx) =>
    tx.insert(deviceRevokeLinks).values({ firmId: f.firmId, deviceId, tokenHash: hashToken(token) }),
  );
  return token;
}

test("[A18] a device that somebody revokes takes whom it asked with it, for good; others' guests stay", async () => {
  const revokes: Record<string, (f: TestFirm, stolen: ContactActor) => Promise<unknown>> = {
    "by staff": (f, stolen) => revokeDevice(f.staff, stolen.deviceId),
    "by mail": async (f, stolen) => revokeByMail(f.firmId, await mailedRevoke(f, stolen.deviceId), from),
    "by the contact": (f, stolen) => revokeDevice(f.contact, stolen.deviceId),
    "with all others": (f) => revokeOthers(f.contact),
  };
  for (const [how, revoke] of Object.entries(revokes)) {
    const f = await testFirm();
    const stolen = await testDevice(f.firmId, f.contact.contactId);
    const theirs = await testGuest(stolen, f.tasks.tick, bank());
    const mine = await testGuest(f.contact, f.tasks.tick, bank());
    await revoke(f, stolen);
    expect([how, await guestOf(f.firmId, theirs.tokens)]).toEqual([how, undefined]);
    expect([how, (await guestOf(f.firmId, mine.tokens))?.guestId]).toEqual([how, mine.guest.guestId]);
    const hows = (await endingsOf(f)).map((row) => row.how).sort();
    expect([how, hows]).toEqual([how, ["device_revoked", null]]);
    const [event] = await audited(f, how === "with all others" ? "devices.revoked_others" : "device.revoked");
    expect([how, event?.subject]).toMatchObject([how, { guestsEnded: 1 }]);
  }
});

test("[A18] signing out the device in hand and its 30 days over take nobody's access; revoked afterwards, it ends", async () => {
  const signOuts: Record<string, (f: TestFirm) => Promise<unknown>> = {
    "signed out": (f) => signOutDevice(f.contact),
    "signed out in the list": (f) => revokeDevice(f.contact, f.contact.deviceId),
    "30 days over": (f) =>
      withFirm(f, (tx) =>
        tx
          .update(devices)
          .set({ endsAt: sql`now()` })
          .where(eq(devices.id, f.contact.deviceId)),
      ),
  };
  for (const [how, signOut] of Object.entries(signOuts)) {
    const f = await testFirm();
    const { tokens } = await testGuest(f.contact, f.tasks.tick, bank());
    await signOut(f);
    expect([how, await guestOf(f.firmId, tokens)]).not.toEqual([how, undefined]);
    await revokeDevice(f.staff, f.contact.deviceId);
    expect([how, await guestOf(f.firmId, tokens)]).toEqual([how, undefined]);
  }
});

test("[A18] whoever ends a log-in ends whom the login asked; its own log-out and devices' guests are left", async () => {
  type Held = { login: ContactActor; other: ContactActor };
  const ends: Record<string, (f: TestFirm, held: Held) => Promise<unknown>> = {
    "by staff": (f) => endLogins(f.staff, f.contact.contactId),
    "in another browser": (_f, { login, other }) => endLoginSession(other, login.loginSessionId ?? ""),
    "new password": (_f, { other }) =>
      changePassword(other, { current: testPassword, password: "eleven calm otters drift" }),
    reset: async (f) => {
      const contact = { contactId: f.contact.contactId, email: f.contactEmail };
      const token = await testLoginLink(f.firmId, contact);
      const result = await setPassword(f.firm, { token, password: "eleven calm otters drift" }, from);
      expect(result.kind).toBe("set");
    },
    "links only": (f) => chooseMode(f.staff, "link"),
    "second factor wanted": (f) => chooseMode(f.staff, "link_login_2fa"),
  };
  for (const [how, end] of Object.entries(ends)) {
    const f = await testFirm();
    const { contactId } = f.contact;
    const loginId = await testLogin(f.firmId, contactId, f.contactEmail);
    const { client: login } = await loggedInContact({ firmId: f.firmId, contactId }, loginId, ["password"]);
    const { client: other } = await loggedInContact({ firmId: f.firmId, contactId }, loginId, ["password"]);
    const byLogin = await testGuest(login, f.tasks.tick, bank());
    const byDevice = await testGuest(f.contact, f.tasks.tick, bank());
    await end(f, { login, other });
    expect([how, await guestOf(f.firmId, byLogin.tokens)]).toEqual([how, undefined]);
    expect([how, (await guestOf(f.firmId, byDevice.tokens))?.guestId]).toEqual([how, byDevice.guest.guestId]);
    expect([how, (await endingsOf(f)).map((row) => row.how).sort()]).toEqual([how, ["login_ended", null]]);
  }
  const g = await testFirm();
  const { contactId } = g.contact;
  const loginId = await testLogin(g.firmId, contactId, g.contactEmail);
  const { client } = await loggedInContact({ firmId: g.firmId, contactId }, loginId, ["password"]);
  const { tokens } = await testGuest(client, g.tasks.tick, bank());
  await logOut(client);
  expect(await guestOf(g.firmId, tokens)).toBeDefined();
  await endLogins(g.staff, contactId);
  expect(await guestOf(g.firmId, tokens)).toBeUndefined();
});

test("[A18] an ask that races the revoke of its device or log-in leaves nobody in", async () => {
  for (let round = 0; round < 12; round++) {
    const f = await testFirm();
    const { contactId } = f.contact;
    const loginId = await testLogin(f.firmId, contactId, f.contactEmail);
    const { client } = await loggedInContact({ firmId: f.firmId, contactId }, loginId, ["password"]);
    await Promise.allSettled([
      askGuest(f.contact, f.tasks.tick, bank()),
      askGuest(client, f.tasks.upload, bank()),
      revokeDevice(f.staff, f.contact.deviceId),
      endLogins(f.staff, contactId),
    ]);
    expect((await endingsOf(f)).filter((row) => row.how === null)).toEqual([]);
    await expect(askGuest(f.contact, f.tasks.tick, bank())).rejects.toMatchObject({ code: "missing" });
    await expect(askGuest(client, f.tasks.tick, bank())).rejects.toMatchObject({ code: "missing" });
  }
});

test("[A18] asks that race signing out everywhere leave nobody in and wait for each other without end", async () => {
  for (let round = 0; round < 12; round++) {
    const f = await testFirm();
    const to = bank();
    await askGuest(f.contact, f.tasks.tick, to);
    const results = await Promise.allSettled([
      askGuest(f.contact, f.tasks.tick, to),
      revokeAll(f.contact, f.contact.contactId),
    ]);
    expect(results[1].status).toBe("fulfilled");
    expect((await endingsOf(f)).filter((row) => row.how === null)).toEqual([]);
  }
});

test("[A18] the contact is mailed at each ask whom, for what and how to stop it, also when it was stopped before", async () => {
  const f = await testFirm();
  const to = bank();
  await askGuest(f.contact, f.tasks.upload, to);
  const [guest] = await guestsOfTask(f.contact, f.tasks.upload);
  const kind = eq(messages.kind, "guest_notice");
  const [notice, another] = await withFirm(f, (tx) => tx.select().from(messages).where(kind));
  expect(another).toBeUndefined();
  expect(notice).toMatchObject({ toAddress: f.contactEmail, contactId: f.contact.contactId });
  const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: notice?.id ?? "" };
  const { text } = JSON.parse(openText(notice?.sealed ?? "", place)) as Sealed;
  for (const said of [to, "Send the bank statements", "in Chrome on Linux", "Press Stop access"])
    expect(text).toContain(said);
  expect(text).toContain(`${f.firm.origin}/tasks/${f.tasks.upload}\n`);
  expect(text).not.toContain("/g/");
  await stopGuest(f.contact, guest?.id ?? "");
  const sent: string[] = [];
  await sendDue(f.firmId, {
    repeatable: true,
    deliver: (mail) => {
      sent.push(mail.subject);
      return Promise.resolve({ kind: "sent", providerId: mail.id });
    },
  });
  expect(sent).toContain(`Somebody else can answer one thing for you at ${f.firm.name}`);
  await askGuest(f.contact, f.tasks.upload, to);
  expect(await withFirm(f, (tx) => tx.$count(messages, kind))).toBe(2);
});

test("[A18] what one contact asks of an address is no limit for another's", async () => {
  const f = await testFirm();
  const to = bank();
  for (let i = 0; i < 5; i++) await askGuest(f.contact, f.tasks.tick, to);
  await expect(askGuest(f.contact, f.tasks.tick, to)).rejects.toMatchObject({ code: "limit" });
  await withFirm(f, (tx) =>
    tx.execute(sql`insert into request_recipients (firm_id, request_id, contact_id)
      values (${f.firmId}, ${f.requestId}, ${f.other.contactId})`),
  );
  await askGuest(f.other, f.tasks.tick, to);
});

test("[T1] a guest's device and login are of its own firm", async () => {
  const [f, g] = [await testFirm(), await testFirm()];
  await testGuest(f.contact, f.tasks.tick, bank());
  const loginId = await testLogin(g.firmId, g.contact.contactId, g.contactEmail);
  for (const planted of [{ deviceId: g.contact.deviceId }, { loginId }]) {
    const plant = withFirm(f, (tx) => tx.update(guests).set(planted).where(eq(guests.firmId, f.firmId)));
    await expect(plant).rejects.toThrow();
  }
});
