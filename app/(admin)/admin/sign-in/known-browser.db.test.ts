import { generateSync } from "otplib";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { totpSecrets } from "@/db/schema/logins";
import { staffLinks } from "@/db/schema/staff";
import { cookieNames } from "@/lib/access/cookies";
import { knownStaffBrowser } from "@/lib/access/staff-browser";
import { newToken } from "@/lib/crypto";
import { keepTotp } from "@/lib/factors/totp-rows";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { setStaffSecondFactor, testMember, testStaffLink } from "@/test/factories/staff";
import { POST as open } from "./[token]/open/route";
import { POST as give } from "./second/give/route";
import { POST as send } from "./send/route";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const codeNow = () => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) });

let f: TestFirm;
let member: { id: string; email: string };
let asked = 0;
const of = () => ({ firmId: f.firmId, staffId: member.id });
beforeEach(async () => {
  f = await testFirm();
  member = await testMember(f.firmId);
});

/** A browser: what it was told to keep goes with every post. */
function browser() {
  const jar = new Map<string, string>([[cookieNames.browser, newToken()]]);
  const posted = async (
    door: (request: Request) => Promise<Response>,
    fields: Record<string, string> = {},
  ): Promise<Response> => {
    const { origin, host } = new URL(f.firm.origin);
    const answer = await door(
      new Request(`${origin}/admin/sign-in`, {
        method: "POST",
        headers: {
          ...{ host, origin, "sec-fetch-site": "same-origin" },
          "content-type": "application/x-www-form-urlencoded",
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
          "x-forwarded-for": `198.51.100.${asked++ % 250}`,
        },
        body: new URLSearchParams(fields).toString(),
      }),
    );
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  const press = async () => {
    const token = await testStaffLink(f.firmId, member.id);
    return posted((request) => open(request, { params: Promise.resolve({ token }) }));
  };
  return { jar, posted, press, name: () => knownStaffBrowser(of(), jar.get(cookieNames.staffKnown)) };
}

test("[AU8] a sign-in by link makes the browser known for 90 days, and later ones keep its name", async () => {
  await setStaffSecondFactor(f.firmId, false);
  const { press, name } = browser();
  const answer = await press();
  expect(answer.headers.getSetCookie().find((one) => one.startsWith(cookieNames.staffKnown))).toMatch(
    /^__Host-staff-known=[\w.-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000$/,
  );
  const first = name();
  expect(first).toBeDefined();
  await press();
  expect(name()).toBe(first);
  member = await testMember(f.firmId);
  expect(name()).toBeUndefined();
  await press();
  expect(name()).toMatch(/^[\w-]{22}$/);
  expect(name()).not.toBe(first);
});

test("[AU8] with a second step a browser is known after it only, and its asks count apart from strangers'", async () => {
  await withFirm(f, async (tx) => {
    await keepTotp(tx, of(), secret, codeNow());
    await tx.update(totpSecrets).set({ lastStep: 0 }).where(eq(totpSecrets.staffId, member.id));
  });
  const { jar, posted, press, name } = browser();
  await press();
  expect(jar.has(cookieNames.staffKnown)).toBe(false);
  await posted(give, { code: codeNow() });
  expect(jar.get(cookieNames.staff)).toMatch(/^[\w-]{43}$/);
  expect(name()).toBeDefined();

  const links = () => withFirm(f, (tx) => tx.$count(staffLinks, eq(staffLinks.staffId, member.id)));
  const stranger = browser();
  const ask = { email: member.email };
  await Promise.all(Array.from({ length: 24 }, () => stranger.posted(send, ask)));
  const before = await links();
  const answers = [await stranger.posted(send, ask), await posted(send, ask)];
  expect(await links()).toBe(before + 1);
  expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual(
    Array(2).fill([303, "/admin/sign-in?sent=1"]),
  );
  expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
});
