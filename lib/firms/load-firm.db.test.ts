import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { clientList, clientsAsked } from "@/lib/clients/list";
import { asStaff } from "@/test/actors";
import { testDatabase } from "@/test/db";
import { loadFirms } from "./load-firm";

beforeAll(testDatabase);

test("[O4] a load makes exactly what was asked for, spread over the firms, each row in its own firm", async () => {
  const told: string[] = [];
  const asked = { firms: 2, clients: 31, contacts: 41, workItems: 60, requests: 90, tasks: 301 };
  const loaded = await loadFirms(asked, ({ slug }) => told.push(slug));
  expect(told).toEqual(loaded.map(({ slug }) => slug));
  const counts = await Promise.all(
    loaded.map(({ firmId }) =>
      withFirm({ firmId }, async (tx) => {
        const [row] = await tx.execute<Record<string, number>>(sql`select
          (select count(*)::int from clients) as clients, (select count(*)::int from contacts) as contacts,
          (select count(*)::int from work_items) as "workItems", (select count(*)::int from requests) as requests,
          (select count(*)::int from tasks) as tasks,
          (select count(*)::int from requests r where not exists (select 1 from request_recipients rr
            join client_contacts cc on cc.contact_id = rr.contact_id join work_items w on w.client_id = cc.client_id
            where rr.request_id = r.id and w.id = r.work_item_id)) as strangers`);
        return row ?? {};
      }),
    ),
  );
  const sum = (noun: string) => counts.reduce((all, one) => all + (one[noun] ?? 0), 0);
  expect(Object.fromEntries(Object.keys(asked).map((noun) => [noun, sum(noun)]))).toEqual({
    ...asked,
    firms: 0,
  });
  expect(sum("strangers")).toBe(0);
  expect(counts.every((one) => (one["tasks"] ?? 0) > 149)).toBe(true);
});

test("[O4] staff of a loaded firm find their clients by a word of the name", async () => {
  const [one] = await loadFirms(
    { clients: 12, contacts: 12, workItems: 12, requests: 12, tasks: 24 },
    () => undefined,
  );
  if (!one) throw new Error("unreachable");
  const [owner] = await withFirm(one, (tx) => tx.execute<{ id: string }>(sql`select id from staff_members`));
  const found = async (q: string) =>
    (
      await clientList(
        asStaff(one.firmId, owner?.id ?? ""),
        clientsAsked(new URLSearchParams({ q })),
        "2026-11-21",
      )
    ).rows;
  const all = await found("");
  expect(all).toHaveLength(12);
  const [town = ""] = all[0]?.name.split(" ") ?? [];
  const ofTown = all.filter(({ name }) => name.startsWith(town));
  expect((await found(town.toUpperCase().slice(0, 4))).map(({ id }) => id)).toEqual(
    ofTown.map(({ id }) => id),
  );
});

test("[O4] a load refuses what is no number, in a sentence", async () => {
  await expect(loadFirms({ clients: "many" }, () => undefined)).rejects.toThrow(/as a figure/);
});
