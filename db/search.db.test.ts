import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { testDatabase } from "@/test/db";
import { testContact, testFirm, type TestFirm } from "@/test/factories/firm";
import { withFirm } from "./client";

let firm: TestFirm;
beforeAll(async () => {
  await testDatabase();
  firm = await testFirm();
});

const wordsOf = (rowId: string) =>
  withFirm(firm, async (tx) => {
    const rows = await tx.execute<{ word: string }>(
      sql`select word from search_words where row_id = ${rowId}::uuid order by word`,
    );
    return rows.map((row) => row.word);
  });

test("[W1] a client is found by the words of its name, without accents and capitals", async () => {
  const id = await createClient(firm.staff, { name: "Étoile O'Brien & Söhne-GmbH", kind: "company" });
  expect(await wordsOf(id)).toEqual(["&", "brien", "etoile", "gmbh", "o", "o'brien", "sohne", "sohne-gmbh"]);
});

test("[W1] a contact is found by its address, whole and in parts", async () => {
  const { contactId, email } = await testContact(firm.staff, firm.clientId);
  const words = await wordsOf(contactId);
  expect(words).toContain(email);
  expect(words).toContain("maya");
});

test("[W1] renaming a client changes the words of its work and requests", async () => {
  const clientId = await createClient(firm.staff, { name: "Larkrise", kind: "company" });
  const workId = await createWorkItem(firm.staff, {
    clientId,
    title: "Payroll",
    startsOn: null,
    dueOn: null,
  });
  expect(await wordsOf(workId)).toEqual(["larkrise", "payroll"]);
  await withFirm(firm, (tx) =>
    tx.execute(sql`update clients set name = 'Fenwick' where id = ${clientId}::uuid`),
  );
  expect(await wordsOf(workId)).toEqual(["fenwick", "payroll"]);
  await withFirm(firm, (tx) =>
    tx.execute(sql`update clients set kind = 'person' where id = ${clientId}::uuid`),
  );
  expect(await wordsOf(clientId)).toEqual(["fenwick"]);
});

test("[W1] a search by a prefix uses the index of words, under row-level security too", async () => {
  const plan = await withFirm(firm, async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    const rows = await tx.execute<{ "QUERY PLAN": string }>(
      sql`explain select row_id from search_words where firm_id = ${firm.firmId}::uuid and noun = 'client' and word >= 'lar' and word < 'las'`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toMatch(/Index Cond: .*word >= 'lar'/);
});
