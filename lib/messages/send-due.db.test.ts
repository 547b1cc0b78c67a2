import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { addClientComment } from "@/lib/comments/add-comment";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { sendRequest } from "@/lib/requests/send-request";
import { sendToOne } from "@/lib/requests/send-to-one";
import { deactivateMember } from "@/lib/staff/deactivate-member";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { asStaff } from "@/test/actors";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testMember } from "@/test/factories/staff";
import { sendDue } from "./send-due";
import type { Delivery, Outcome, Transport } from "./transport";

beforeAll(async () => {
  await testDatabase();
});

/** A provider outside of us: it keeps what it was given and answers as told. */
function provider(answer: (mail: Delivery, nth: number) => Outcome | Promise<Outcome>, repeatable = false) {
  const given: Delivery[] = [];
  const by: Transport = {
    repeatable,
    async deliver(mail) {
      given.push(mail);
      return answer(mail, given.length);
    },
  };
  return { by, given };
}
const accepts = () => provider((mail) => ({ kind: "sent", providerId: mail.id }));
const mailsOf = (f: TestFirm) =>
  withFirm(f, (tx) => tx.select().from(messages).where(eq(messages.firmId, f.firmId)));
const one = async (f: TestFirm) => {
  const [mail] = await mailsOf(f);
  if (!mail) throw new Error("The sent request has a mail.");
  return mail;
};
const makeDue = (f: TestFirm) =>
  withFirm(f, (tx) =>
    tx.update(messages).set({ nextAt: sql`now() - interval '1 second'`, leaseUntil: null }),
  );

test("[S8] a sent request's mail is in the outbox with it, goes out once and is then wiped", async () => {
  const f = await testFirm();
  const { by, given } = accepts();
  await Promise.all([sendDue(f.firmId, by), sendDue(f.firmId, by), sendDue(f.firmId, by)]);
  expect(given).toHaveLength(1);
  expect(given[0]).toMatchObject({
    to: f.contactEmail,
    from: expect.stringContaining("Ana Hill") as string,
    replyTo: expect.stringContaining("ana@") as string,
  });
  expect(given[0]?.text).toMatch(/\/m\/[A-Za-z0-9_-]{43}/);
  expect(given[0]?.html).toContain("Open my requests");
  expect(await one(f)).toMatchObject({ state: "sent", sealed: null, attempts: 1 });
});

test("[A1] each resending mails a newly made link, and a second press of the same button sends nothing", async () => {
  const f = await testFirm();
  await sendRequest(f.staff, f.requestId, 1);
  await expect(sendRequest(f.staff, f.requestId, 1)).rejects.toThrow(/just sent/);
  const { by, given } = accepts();
  await sendDue(f.firmId, by);
  const links = given.map((mail) => /\/m\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1]);
  expect(new Set(links).size).toBe(2);
});

test("[S8] a provider that is away is tried again later with the very same bytes", async () => {
  const f = await testFirm();
  const { by, given } = provider((mail, nth) =>
    nth === 1 ? { kind: "retry", problem: "away" } : { kind: "sent", providerId: mail.id },
  );
  await sendDue(f.firmId, by);
  const waiting = await one(f);
  expect(waiting.state).toBe("pending");
  expect(waiting.nextAt.getTime()).toBeGreaterThan(Date.now() + 20_000);
  expect(await sendDue(f.firmId, by)).toBe(0);
  await makeDue(f);
  await sendDue(f.firmId, by);
  expect(given).toHaveLength(2);
  expect(given[1]).toEqual(given[0]);
  expect((await one(f)).state).toBe("sent");
});

test("[S8] after the last try, or a refusal for good, the mail is dead and says why", async () => {
  const f = await testFirm();
  await withFirm(f, (tx) => tx.update(messages).set({ attempts: 9 }));
  await sendDue(
    f.firmId,
    provider(() => ({ kind: "retry", problem: "The mail server could not be reached." })).by,
  );
  expect(await one(f)).toMatchObject({
    state: "dead",
    sealed: null,
    problem: "The mail server could not be reached.",
  });
  const g = await testFirm();
  await sendDue(
    g.firmId,
    provider(() => ({ kind: "dead", problem: "The mail server refused it (550)." })).by,
  );
  expect(await one(g)).toMatchObject({ state: "dead", problem: "The mail server refused it (550)." });
});

test("[S8] a crash while SMTP was being called leaves the mail ambiguous, never sent twice; with a key it is sent again", async () => {
  const crash = async () => {
    const f = await testFirm();
    await withFirm(f, (tx) =>
      tx.update(messages).set({
        state: "leased",
        fence: 1,
        callingAt: sql`now()`,
        leaseUntil: sql`now() - interval '1 second'`,
      }),
    );
    return f;
  };
  const smtp = await crash();
  const plain = accepts();
  await sendDue(smtp.firmId, plain.by);
  expect(plain.given).toHaveLength(0);
  expect((await one(smtp)).state).toBe("ambiguous");
  const resend = await crash();
  const keyed = provider((mail) => ({ kind: "sent", providerId: mail.id }), true);
  await sendDue(resend.firmId, keyed.by);
  expect(keyed.given).toHaveLength(1);
  expect((await one(resend)).state).toBe("sent");
});

test("[S8] a crash before the provider was called sends the mail later, once", async () => {
  const f = await testFirm();
  await withFirm(f, (tx) =>
    tx.update(messages).set({ state: "leased", fence: 1, leaseUntil: sql`now() - interval '1 second'` }),
  );
  const { by, given } = accepts();
  await sendDue(f.firmId, by);
  expect(given).toHaveLength(1);
});

test("[S8] a worker slower than its lease does not finish what another has taken over", async () => {
  const f = await testFirm();
  const slow = provider(async () => {
    await withFirm(f, (tx) => tx.update(messages).set({ fence: sql`fence + 1` }));
    return { kind: "dead", problem: "late" };
  });
  await sendDue(f.firmId, slow.by);
  expect((await one(f)).state).toBe("leased");
});

test("[S8] a mail is not sent when the contact was deleted or the work completed in between, and says so", async () => {
  const f = await testFirm();
  await deleteContact(f.staff, f.contact.contactId);
  const { by, given } = accepts();
  await sendDue(f.firmId, by);
  expect(await one(f)).toMatchObject({
    state: "cancelled",
    problem: expect.stringContaining("deleted") as string,
  });
  const g = await testFirm();
  await completeWorkItem(g.staff, g.workItemId, 3);
  await sendDue(g.firmId, by);
  expect(await one(g)).toMatchObject({
    state: "cancelled",
    problem: expect.stringContaining("completed") as string,
  });
  expect(given).toHaveLength(0);
});

test("[F4] a client's comment is not mailed to somebody who was deactivated in between", async () => {
  const f = await testFirm();
  const second = await testMember(f.firmId, "owner");
  await withFirm(f, (tx) => tx.update(messages).set({ state: "cancelled" }));
  await addClientComment(f.contact, {
    taskId: f.tasks.tick,
    formKey: randomUUID(),
    body: "Late?",
    fileIds: [],
  });
  await deactivateMember(asStaff(f.firmId, second.id, "owner"), f.staff.staffId, second.id);
  const { by, given } = accepts();
  await sendDue(f.firmId, by);
  const kinds = async (state: "cancelled" | "sent") =>
    (await mailsOf(f)).filter((mail) => mail.state === state).map(({ kind }) => kind);
  expect(await kinds("cancelled")).toContain("comment");
  // that somebody was deactivated is told them all the same
  expect(new Set(await kinds("sent"))).toEqual(new Set(["staff_security"]));
  expect(given).toHaveLength(2);
});

test("[S8] an act that fails leaves no mail", async () => {
  const f = await testFirm();
  const before = (await mailsOf(f)).length;
  await expect(sendRequest(f.staff, f.requestId, 7)).rejects.toThrow();
  expect((await mailsOf(f)).length).toBe(before);
  expect(
    await withFirm(f, (tx) =>
      tx
        .select()
        .from(messages)
        .where(and(eq(messages.firmId, f.firmId), eq(messages.state, "dead"))),
    ),
  ).toEqual([]);
});

test("[S8] a receipt that comes after the mail was called unsure makes it sent, and nothing else does", async () => {
  const f = await testFirm();
  const late = (of: TestFirm, outcome: Outcome) =>
    provider(async () => {
      // the lease ran out meanwhile, and another worker could not tell what became of the call
      await withFirm(of, (tx) => tx.update(messages).set({ leaseUntil: sql`now() - interval '1 second'` }));
      await sendDue(of.firmId, accepts().by);
      return outcome;
    });
  await sendDue(f.firmId, late(f, { kind: "dead", problem: "refused" }).by);
  expect((await one(f)).state).toBe("ambiguous");
  const g = await testFirm();
  await sendDue(g.firmId, late(g, { kind: "sent", providerId: "4Xyz12" }).by);
  expect(await one(g)).toMatchObject({ state: "sent", providerId: "4Xyz12", problem: null });
});

test("[S8] a provider's call that throws is unsure where a repeat could double it, else tried again; ten tries at the most", async () => {
  const throws = (repeatable: boolean) =>
    provider(() => Promise.reject(new Error("not foreseen")), repeatable).by;
  const f = await testFirm();
  await sendDue(f.firmId, throws(false));
  expect((await one(f)).state).toBe("ambiguous");
  const g = await testFirm();
  await sendDue(g.firmId, throws(true));
  expect((await one(g)).state).toBe("pending");
  await withFirm(g, (tx) => tx.update(messages).set({ attempts: 9 }));
  await makeDue(g);
  await sendDue(g.firmId, throws(true));
  expect(await one(g)).toMatchObject({ state: "dead", problem: expect.stringContaining("log") as string });
});

test("[S9] whom a mail may not have reached is mailed again by one press, with a new link; the others are not", async () => {
  const f = await testFirm();
  const broken = provider(() => ({ kind: "ambiguous", problem: "The connection broke." }));
  await sendDue(f.firmId, broken.by);
  const unsure = await one(f);
  await sendToOne(f.staff, f.requestId, unsure.id);
  await expect(sendToOne(f.staff, f.requestId, unsure.id)).rejects.toThrow(/second time/);
  const { by, given } = accepts();
  await sendDue(f.firmId, by);
  expect(given.map((mail) => mail.to)).toEqual([f.contactEmail]);
  const link = (mail: Delivery | undefined) => /\/m\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1];
  expect(link(given[0])).not.toBe(link(broken.given[0]));
  const sent = (await mailsOf(f)).find(({ state }) => state === "sent");
  await expect(sendToOne(f.staff, f.requestId, sent?.id ?? "")).rejects.toThrow(/sent after all/);
});

test("[S9] twenty presses of Send again at once mail once, and a withdrawn request or deleted contact is not mailed", async () => {
  const f = await testFirm();
  await sendDue(f.firmId, provider(() => ({ kind: "dead", problem: "no" })).by);
  const failed = await one(f);
  const presses = Array.from({ length: 20 }, () => sendToOne(f.staff, f.requestId, failed.id));
  const ends = await Promise.allSettled(presses);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await mailsOf(f)).toHaveLength(2);
  const g = await testFirm();
  await sendDue(g.firmId, provider(() => ({ kind: "dead", problem: "no" })).by);
  await deleteContact(g.staff, g.contact.contactId);
  await expect(sendToOne(g.staff, g.requestId, (await one(g)).id)).rejects.toThrow(/recipient/);
});
