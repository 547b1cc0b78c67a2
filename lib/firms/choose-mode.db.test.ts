import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { firms } from "@/db/schema/firms";
import { browsers } from "@/db/schema/access";
import { loginChallenges } from "@/db/schema/logins";
import { mayUse } from "@/lib/access/permissions";
import { newLoginSession } from "@/lib/access/login-session";
import { visitorOfTokens } from "@/lib/access/session";
import { newToken } from "@/lib/crypto";
import { tellChanges } from "@/lib/live/tell-changes";
import { modeNow, nextStep } from "@/lib/logins/steps";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testLogin } from "@/test/factories/login";
import { changePlan, changePlanInput } from "./change-plan";
import { chooseMode } from "./choose-mode";
import { portalSettings } from "./portal-settings";

const from = { ip: "198.51.100.1", requestId: "r" };

beforeAll(async () => {
  await testDatabase();
});

async function inBy(f: TestFirm, loginId: string, factors: string[]) {
  const browser = newToken();
  const { token } = await withFirm(f, (tx) =>
    newLoginSession(tx, { firmId: f.firmId, loginId, factors }, { token: browser, agent: "" }),
  );
  return () => visitorOfTokens(f.firmId, { browser, login: token, session: undefined }, from);
}

async function twoIn() {
  const f = await testFirm();
  const one = await testLogin(f.firmId, f.contact.contactId, f.contactEmail);
  const two = await testLogin(f.firmId, f.other.contactId, f.otherEmail);
  return { f, one, weak: await inBy(f, one, ["password"]), strong: await inBy(f, two, ["passkey"]) };
}

test("[L6] mode link ends every login's session for good; accounts are kept for when it changes back", async () => {
  const { f, weak, strong } = await twoIn();
  expect(await portalSettings(f.staff)).toMatchObject({ mode: "link_login", logins: 2, loggedIn: 2 });
  expect(await chooseMode(f.staff, "link")).toBe(2);
  await chooseMode(f.staff, "link_login");
  expect([await weak(), await strong()]).toEqual([undefined, undefined]);
  expect(await portalSettings(f.staff)).toMatchObject({ logins: 2, loggedIn: 0 });
});

test("[L6] mode 2FA ends the sessions without a second factor and leaves the others in", async () => {
  const { f, weak, strong } = await twoIn();
  expect(await portalSettings(f.staff)).toMatchObject({ withoutSecond: 2, loggedInWeakly: 1 });
  expect(await chooseMode(f.staff, "link_login_2fa")).toBe(1);
  await chooseMode(f.staff, "link_login");
  expect(await weak()).toBeUndefined();
  expect(await strong()).toBeDefined();
});

test("[L6] a log-in under way ends with the mode as well", async () => {
  const { f, one } = await twoIn();
  await chooseMode(f.staff, "link_login_2fa");
  const at = { firmId: f.firmId, loginId: one, factors: ["password" as const] };
  const step = await withFirm(f, (tx) => nextStep(tx, at, { token: newToken(), agent: "" }, from));
  expect(step?.kind).toBe("enrol");
  await chooseMode(f.staff, "link");
  expect(await withFirm(f, (tx) => tx.$count(loginChallenges))).toBe(0);
});

test("[L6] a log-in and a change of the mode at once leave nobody in whom the mode shuts out", async () => {
  const { f, one } = await twoIn();
  const at = { firmId: f.firmId, loginId: one, factors: ["password" as const] };
  const comeIn = () => withFirm(f, (tx) => nextStep(tx, at, { token: newToken(), agent: "" }, from));
  await Promise.all([comeIn(), comeIn(), chooseMode(f.staff, "link"), comeIn(), comeIn()]);
  expect(await withFirm(f, (tx) => tx.execute(sql`select 1 from login_sessions`))).toHaveLength(0);
  expect(await withFirm(f, (tx) => tx.$count(browsers))).toBeGreaterThan(0);
});

test("[L6] pages that clients have open are told of the change, and the audit log says who made it", async () => {
  const { f } = await twoIn();
  await tellChanges(f.firmId);
  await chooseMode(f.staff, "link");
  const [event] = await withFirm(f, (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, "firm.mode_chosen")),
  );
  expect(event).toMatchObject({ actorId: f.staff.staffId, subject: { mode: "link", loginsEnded: 2 } });
  expect(await tellChanges(f.firmId)).toBe(1);
  expect(await chooseMode(f.staff, "link")).toBe(0);
  expect(await tellChanges(f.firmId)).toBe(0);
});

test("[L10] a Team firm cannot choose a login, whoever asks; the choice it had comes back with the plan", async () => {
  const { f, weak } = await twoIn();
  expect(await changePlan({ slug: f.firm.slug, plan: "team" })).toBe(2);
  expect(await weak()).toBeUndefined();
  await expect(chooseMode(f.staff, "link_login_2fa")).rejects.toThrow(/Business and Enterprise/);
  expect(await withFirm(f, (tx) => modeNow(tx, f.firmId))).toBe("link");
  await changePlan({ slug: f.firm.slug, plan: "enterprise" });
  expect(await withFirm(f, (tx) => modeNow(tx, f.firmId))).toBe("link_login");
  expect(await weak()).toBeUndefined();
});

test("[F5] the operator's command takes a known plan of a known firm only", async () => {
  expect(changePlanInput.safeParse({ slug: "hill", plan: "gold" }).success).toBe(false);
  await expect(changePlan({ slug: "no-such-firm", plan: "team" })).rejects.toThrow(/no firm with the slug/);
  const f = await testFirm();
  expect(await changePlan({ slug: f.firm.slug, plan: "business" })).toBe(0);
  const [firm] = await withFirm(f, (tx) => tx.select().from(firms));
  expect(firm?.plan).toBe("business");
});

test("[F4] owner and admin change settings, a member does not", () => {
  expect((["owner", "admin", "member"] as const).map((role) => mayUse(role, "settings.write"))).toEqual([
    true,
    true,
    false,
  ]);
});
