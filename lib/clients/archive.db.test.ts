import { expect, test } from "vitest";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { archiveWorkItem, restoreWorkItem } from "@/lib/work-items/archive-work-item";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { workAsked, workItemList } from "@/lib/work-items/list";
import { requestList, requestsAsked } from "@/lib/requests/list";
import { testFirm } from "@/test/factories/firm";
import { archiveClient, restoreClient } from "./archive-client";
import { clientList, clientsAsked } from "./list";
import { clientChoices } from "./list";
import { clientPage } from "./queries";

const asks = (fields: Record<string, string> = {}) => new URLSearchParams(fields);

test("[W1] a client with an open request is not archived, and is told why", async () => {
  const f = await testFirm();
  await expect(archiveClient(f.staff, f.clientId)).rejects.toThrow("1 request is still open");
  await expect(archiveWorkItem(f.staff, f.workItemId)).rejects.toMatchObject({ code: "conflict" });
});

test("[W1] an archived client leaves lists and choices, stays at its address, and is restored", async () => {
  const f = await testFirm();
  await completeWorkItem(f.staff, f.workItemId, 3);
  await archiveClient(f.staff, f.clientId);
  expect((await clientList(f.staff, clientsAsked(asks()), "2026-11-21")).rows).toEqual([]);
  expect((await clientChoices(f.staff, "")).rows).toEqual([]);
  expect(
    (await clientList(f.staff, clientsAsked(asks({ archived: "yes" })), "2026-11-21")).rows,
  ).toHaveLength(1);
  expect((await clientPage(f.staff, f.clientId))?.archivedAt).toBeInstanceOf(Date);
  await expect(
    createWorkItem(f.staff, { clientId: f.clientId, title: "More", startsOn: null, dueOn: null }),
  ).rejects.toMatchObject({ code: "conflict" });
  await restoreClient(f.staff, f.clientId);
  expect((await clientList(f.staff, clientsAsked(asks()), "2026-11-21")).rows).toHaveLength(1);
});

test("[W1] archived work leaves the lists with its requests, and is restored", async () => {
  const f = await testFirm();
  await completeWorkItem(f.staff, f.workItemId, 3);
  await archiveWorkItem(f.staff, f.workItemId);
  const shown = async () => [
    (await workItemList(f.staff, workAsked(asks()))).rows.length,
    (await workItemList(f.staff, workAsked(asks({ archived: "yes" })))).rows.length,
    (await requestList(f.staff, requestsAsked(asks()), "2026-11-21")).rows.length,
  ];
  expect(await shown()).toEqual([0, 1, 0]);
  await restoreWorkItem(f.staff, f.workItemId);
  expect(await shown()).toEqual([1, 0, 1]);
});
