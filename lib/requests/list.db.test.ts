import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { linkVisits, magicLinks } from "@/db/schema/access";
import { sendDue } from "@/lib/messages/send-due";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { createRequestWithWork } from "./create-with-work";
import { requestList, requestsAsked } from "./list";
import { requestPage } from "./queries";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const row = async () => {
  const page = await requestList(f.staff, requestsAsked(new URLSearchParams()), "2026-11-21");
  return page.rows.find(({ id }) => id === f.requestId);
};

const visit = (visitor: "machine" | "person") =>
  withFirm(f, async (tx) => {
    const [link] = await tx
      .select({ id: magicLinks.id })
      .from(magicLinks)
      .where(eq(magicLinks.requestId, f.requestId));
    const by = { visitor, reason: "no language", browser: "Chrome", ip: "192.0.2.1" };
    await tx.insert(linkVisits).values({ firmId: f.firmId, linkId: link?.id ?? "", ...by });
  });

test("[W1] the list of requests says whose work it is, when it was mailed, and when a person, not a machine, opened it", async () => {
  expect(await row()).toMatchObject({ ownerName: "Ana Hill", openedAt: null, mailedAt: null });
  await sendDue(f.firmId, {
    repeatable: true,
    deliver: ({ id }) => Promise.resolve({ kind: "sent", providerId: id }),
  });
  await visit("machine");
  const mailed = await row();
  expect([mailed?.openedAt, mailed?.mailedAt instanceof Date]).toEqual([null, true]);
  await visit("person");
  expect((await row())?.openedAt).toBeInstanceOf(Date);
});

test("[W1] a request and the work item that it hangs on are made together, or neither", async () => {
  const made = { clientId: f.clientId, workTitle: "Payroll 2027", title: "Hours" };
  const id = await createRequestWithWork(f.staff, made);
  expect(await requestPage(f.staff, id)).toMatchObject({ title: "Hours", workTitle: "Payroll 2027" });
  const stranger = { ...made, workTitle: "Never", recipientIds: [(await testFirm()).contact.contactId] };
  await expect(createRequestWithWork(f.staff, stranger)).rejects.toMatchObject({ code: "invalid" });
  const asked = requestsAsked(new URLSearchParams());
  const titles = (await requestList(f.staff, asked, "2026-11-21")).rows.map(({ workTitle }) => workTitle);
  expect(titles).not.toContain("Never");
});
