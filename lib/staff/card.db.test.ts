import { and, desc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import { askerOf } from "@/lib/requests/queries";
import { asStaff } from "@/test/actors";
import { testDatabase } from "@/test/db";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { testMember } from "@/test/factories/staff";
import { cardOf, editCard } from "./card";
import { cardInput } from "./input";

let f: TestFirm;

beforeAll(async () => {
  await testDatabase();
  f = await testFirm();
});

const card = { name: "Ana Hill-Ruiz", title: "Your bookkeeper", phone: "+44 20 7946 0018" };

test("[F4] everybody writes the own card, owner and admin a colleague's; clients read it, and it is written down", async () => {
  const member = asStaff(f.firmId, (await testMember(f.firmId)).id, "member");
  const admin = asStaff(f.firmId, (await testMember(f.firmId, "admin")).id, "admin");
  await editCard(f.staff, f.staff.staffId, card);
  expect(await askerOf(f.contact, f.requestId)).toEqual(card);
  const [event] = await withFirm(f, (tx) =>
    tx
      .select({ subject: auditEvents.subject, actorId: auditEvents.actorId })
      .from(auditEvents)
      .where(and(eq(auditEvents.firmId, f.firmId), eq(auditEvents.action, "staff.card_edited")))
      .orderBy(desc(auditEvents.seq)),
  );
  expect(event).toEqual({
    subject: { staffId: f.staff.staffId, changed: "name title phone" },
    actorId: f.staff.staffId,
  });
  await editCard(member, member.staffId, { ...card, name: "Nia Newer" });
  await editCard(admin, member.staffId, { ...card, name: "Nia Newest" });
  expect((await cardOf(member, member.staffId))?.name).toBe("Nia Newest");
  await expect(editCard(member, f.staff.staffId, card)).rejects.toMatchObject({ code: "conflict" });
  const other = await testFirm();
  await expect(editCard(other.staff, f.staff.staffId, card)).rejects.toMatchObject({ code: "missing" });
  expect(await cardOf(other.staff, f.staff.staffId)).toBeUndefined();
});

test.each([
  ["+44 20 7946 0018", true],
  ["(020) 7946-0018 ext. 12", true],
  ["", true],
  ["call Ana", false],
  ["1234", false],
  ["020 7946 0018; evil", false],
])("[F4] a card's telephone “%s” is taken: %s", (phone, taken) => {
  const read = cardInput.safeParse({ staff_id: "0198c7a0-0000-7000-8000-000000000000", ...card, phone });
  expect(read.success).toBe(taken);
});
