import { beforeAll, expect, test } from "vitest";
import { POST as openGuest } from "@/app/(portal)/g/[token]/open/route";
import { GET as enterLink } from "@/app/(portal)/m/[token]/enter/route";
import { POST as openLink } from "@/app/(portal)/m/[token]/open/route";
import { withFirm } from "@/db/client";
import { deviceRevokeLinks } from "@/db/schema/logins";
import { hashToken, newToken } from "@/lib/crypto";
import { mailedDevice, revokeByMail } from "@/lib/devices/revoke-by-mail";
import { lookAtLoginLink, setPassword } from "@/lib/logins/set-password";
import { signInStaff, staffLinkIsFresh } from "@/lib/staff/sign-in";
import { testDatabase } from "@/test/db";
import { askedGuest } from "@/test/factories/guest";
import { testDevice, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { setMode, testLogin } from "@/test/factories/factors";
import { testLoginLink } from "@/test/factories/login";
import { testStaffLink } from "@/test/factories/staff";
import { mailedToken } from "./cookies";
import { lookAtGuestLink } from "./guest-link";
import { numbersToPick } from "./let-in";
import { lookAtLink } from "./link-state";

let f: TestFirm;
const from = { ip: "203.0.113.9", requestId: "r" };
const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";
const person = { visitor: "person", reason: "opened in a browser" } as const;

/** What mail programs and people glue to a link, as it arrives in the path. */
const glued = [
  ".",
  ")",
  ">",
  "%3E",
  "%20",
  "'",
  '"',
  "%22",
  "%E2%80%9D",
  "]",
  "%5D",
  ",",
  ";",
  "!",
  "=",
  "%",
  "*",
  "_",
];

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const fresh = () => testLink(f.firmId, { contactId: f.contact.contactId, email: f.contactEmail });

/** A press on a page of the portal, or a visit. */
function asked(path: string, method: "GET" | "POST", browser = newToken()): Request {
  const { origin, host } = new URL(f.firm.origin);
  return new Request(`${origin}${path}`, {
    method,
    headers: {
      ...{ host, origin, "sec-fetch-site": "same-origin", "user-agent": agent, "accept-language": "en" },
      "content-type": "application/x-www-form-urlencoded",
      cookie: `__Host-dv=${browser}`,
    },
  });
}

test("[A2] a link's token is its first 43 characters, whatever is glued to it", () => {
  const token = newToken();
  for (const end of ["", ...glued, "?utm_source=mail", "/", token])
    expect([end, mailedToken(token + end)]).toEqual([end, token]);
  for (const other of ["", token.slice(1), `(${token}`, `${token.slice(0, 42)}.`, token.slice(0, 42)])
    expect([other, mailedToken(other)]).toEqual([other, undefined]);
});

test("[A2] a glued link opens by its press, and is the very link", async () => {
  for (const end of glued) {
    const token = await fresh();
    const look = { browserToken: undefined, visitor: person, agent, from };
    expect([end, (await lookAtLink(f.firmId, { ...look, token: token + end })).kind]).toEqual([end, "fresh"]);
    const context = { params: Promise.resolve({ token: token + end }) };
    const answer = await openLink(asked("/m/x/open", "POST"), context);
    expect([end, answer.headers.get("location")]).toEqual([end, "/"]);
    expect((await lookAtLink(f.firmId, { ...look, token })).kind).toBe("elsewhere");
    // a claimed link of nobody here, by its other addresses
    expect(await numbersToPick(f.firmId, token + end)).toBeUndefined();
    const entered = await enterLink(asked("/m/x/enter", "GET"), context);
    expect(entered.headers.get("location")).toContain("problem=press");
  }
});

test("[A18] a guest's glued link opens, by its press", async () => {
  const token = await askedGuest(f.contact, f.tasks.answer, "partner@client.example");
  for (const end of glued)
    expect([
      end,
      (await lookAtGuestLink(f.firmId, { token: token + end, browserToken: undefined })).kind,
    ]).not.toEqual([end, "shut"]);
  const context = { params: Promise.resolve({ token: `${token})` }) };
  expect((await openGuest(asked("/g/x/open", "POST"), context)).headers.get("location")).toBe("/guest");
});

test("[L5] a glued link that sets a password does", async () => {
  await setMode(f.firmId, "link_login");
  await testLogin(f.contact, f.contactEmail);
  const token = await testLoginLink(f.firmId, { contactId: f.contact.contactId, email: f.contactEmail });
  for (const end of glued)
    expect([end, await lookAtLoginLink(f.firmId, token + end)]).not.toEqual([end, undefined]);
  const set = await setPassword(f.firm, { token: `${token}.`, password: "four wooden words in a row" }, from);
  expect(set.kind).toBe("set");
});

test("[A15] a glued link signs its device out", async () => {
  const { contactId } = f.contact;
  const { deviceId } = await testDevice(f.firmId, contactId);
  const token = newToken();
  await withFirm(f, (tx) =>
    tx.insert(deviceRevokeLinks).values({ firmId: f.firmId, deviceId, tokenHash: hashToken(token) }),
  );
  for (const end of glued)
    expect([end, (await mailedDevice(f.firmId, token + end))?.live]).toEqual([end, true]);
  await revokeByMail(f.firmId, `${token}>`, from);
  expect((await mailedDevice(f.firmId, token))?.live).toBe(false);
});

test("[F4] a staff member's glued link signs in, once", async () => {
  const host = { kind: "firm", firm: f.firm, origin: f.firm.origin } as const;
  const token = await testStaffLink(f.firmId, f.staff.staffId);
  for (const end of glued) expect([end, await staffLinkIsFresh(host, token + end)]).toEqual([end, true]);
  expect(await signInStaff(host, `${token}.`, newToken(), from)).toBeDefined();
  expect(await signInStaff(host, token, newToken(), from)).toBeUndefined();
});
