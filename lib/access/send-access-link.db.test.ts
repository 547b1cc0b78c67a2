import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { newToken } from "@/lib/crypto";
import { testDatabase } from "@/test/db";
import { testContact, testDevice, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { alikeMs, gapBetween } from "@/test/timing";
import { takeTurn } from "./rate-limit";
import { sendAccessLink, type Asked } from "./send-access-link";
import { waitingAsk } from "./waiting";

let f: TestFirm;
let asker = 0;
const from = () => ({ ip: `198.51.100.${(asker++ % 250) + 1}`, requestId: "r" });
const mailsTo = (email: string) =>
  withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(and(eq(messages.kind, "access_link"), eq(messages.toAddress, email))),
  );

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

test("[A6] a link asks for a new one to the address it went to", async () => {
  const { contactId, email } = await testContact(f.staff, f.clientId);
  const token = await testLink(f.firmId, { contactId, email });
  await sendAccessLink(f.firm, { by: "link", token }, newToken(), from());
  const [mail] = await mailsTo(email);
  expect(mail).toMatchObject({ contactId, state: "pending", kind: "access_link" });
});

test("[A8] a typed address that nobody has gets the same page, and no mail", async () => {
  const { email } = await testContact(f.staff, f.clientId);
  const browsers = [newToken(), newToken()];
  const known = await sendAccessLink(f.firm, { by: "email", typed: email }, browsers[0] ?? "", from());
  const unknown = await sendAccessLink(
    f.firm,
    { by: "email", typed: "x-nobody@client.example" },
    browsers[1] ?? "",
    from(),
  );
  expect(known).toMatchObject({
    kind: "asked",
    masked: expect.stringMatching(/^.•••@client\.example$/) as string,
  });
  expect(unknown).toMatchObject({ kind: "asked", masked: "x•••@client.example" });
  expect(await mailsTo(email)).toHaveLength(1);
  expect(await mailsTo("x-nobody@client.example")).toHaveLength(0);
  const waitOf = (asked: Asked) => (asked.kind === "asked" ? asked.waitToken : undefined);
  const screens = [known, unknown].map((asked, at) => ({
    browserToken: browsers[at],
    waitToken: waitOf(asked),
  }));
  const asks = await Promise.all(screens.map((screen) => waitingAsk(f.firmId, screen)));
  const alike = {
    count: 1,
    codeOpen: true,
    numberOpen: true,
    letIn: false,
    number: expect.any(Number) as number,
  };
  for (const ask of asks) expect(ask).toMatchObject(alike);
});

test("[A8] known and unknown take the same time", async () => {
  const known = await Promise.all(Array.from({ length: 10 }, () => testContact(f.staff, f.clientId)));
  const ask = (typed: string) => sendAccessLink(f.firm, { by: "email", typed }, newToken(), from());
  const gap = await gapBetween(
    (nth) => ask(known[nth % 10]?.email ?? ""),
    (nth) => ask(`none${nth % 10}@client.example`),
  );
  expect(gap).toBeLessThan(alikeMs);
}, 60_000);

test("[A8] no more than three mails in fifteen minutes reach one contact, however many browsers ask", async () => {
  const { email } = await testContact(f.staff, f.clientId);
  const asks = Array.from({ length: 12 }, () =>
    sendAccessLink(f.firm, { by: "email", typed: email }, newToken(), from()),
  );
  await Promise.all(asks);
  expect(await mailsTo(email)).toHaveLength(3);
});

test("[A6] what is no address, or several, is refused and mails nobody", async () => {
  for (const typed of [
    "",
    "ana",
    "a@b",
    "a@x.example,b@evil.example",
    '"a@evil.example"@x.example',
    "a＠evil.example@x.example",
    "a@x.example\r\nBcc: b@evil.example",
    "a\0b@x.example",
    `${"a".repeat(250)}@x.example`,
  ]) {
    expect(await sendAccessLink(f.firm, { by: "email", typed }, newToken(), from())).toEqual({
      kind: "invalid",
    });
  }
});

test("[A13] a deleted contact is mailed no link", async () => {
  const { contactId, email } = await testContact(f.staff, f.clientId);
  await deleteContact(f.staff, contactId);
  await sendAccessLink(f.firm, { by: "email", typed: email }, newToken(), from());
  expect(await mailsTo(email)).toHaveLength(0);
});

test("[A1] no token of a link can be read in the database", async () => {
  const rows = await withFirm(f, (tx) =>
    tx.execute<{ sealed: string }>(sql`select sealed from messages where sealed is not null`),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { sealed } of rows) expect(sealed).not.toMatch(/\/m\/|https?:/);
});

test("[T6] a limit holds for turns taken at once", async () => {
  const key = newToken();
  const turns = await Promise.all(Array.from({ length: 30 }, () => takeTurn("linkMailsShort", key)));
  expect(turns.filter(Boolean)).toHaveLength(3);
});

test("[A8] who asks too often is told so, costs nobody a turn and leaves no rows", async () => {
  const { email, contactId } = await testContact(f.staff, f.clientId);
  const ip = "192.0.2.77";
  const ask = () =>
    sendAccessLink(f.firm, { by: "email", typed: "nobody@client.example" }, newToken(), {
      ip,
      requestId: "r",
    });
  await Promise.all(Array.from({ length: 60 }, ask));
  const rows = () =>
    withFirm(f, (tx) =>
      tx.execute<{ n: number }>(
        sql`select (select count(*) from access_asks)::int + (select count(*) from rate_limits)::int as n`,
      ),
    );
  const before = await rows();
  expect(await ask()).toEqual({ kind: "limit" });
  const again = await sendAccessLink(f.firm, { by: "email", typed: email }, newToken(), {
    ip,
    requestId: "r",
  });
  expect(again).toEqual({ kind: "limit" });
  expect(await rows()).toEqual(before);
  expect(await mailsTo(email)).toHaveLength(0);
  await sendAccessLink(f.firm, { by: "email", typed: email }, newToken(), from());
  expect(await mailsTo(email)).toHaveLength(1);
  expect(contactId).toBeTruthy();
});

test("[A8] strangers who use up a contact's mails do not use up those of a device she is in on", async () => {
  const { contactId, email } = await testContact(f.staff, f.clientId);
  const browserToken = newToken();
  await testDevice(f.firmId, contactId, browserToken);
  await Promise.all(
    Array.from({ length: 6 }, () =>
      sendAccessLink(f.firm, { by: "email", typed: email }, newToken(), from()),
    ),
  );
  expect(await mailsTo(email)).toHaveLength(3);
  await sendAccessLink(f.firm, { by: "email", typed: email }, browserToken, from());
  expect(await mailsTo(email)).toHaveLength(4);
});
