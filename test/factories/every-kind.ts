import { randomUUID } from "node:crypto";
import { receiveWhole } from "@/lib/files/receive-whole";
import { demoPdf } from "@/lib/firms/demo-pdf";
import { createRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { sendRequest } from "@/lib/requests/send-request";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { asked, type TestFirm } from "./firm";

/** Bytes as they come in from a form. */
export async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

/** Sends one contact a request with a task of each newer kind, whose answers wait for the firm's look. */
export async function askEveryKind({ staff, clientId }: TestFirm, contactId: string) {
  const workItemId = await createWorkItem(staff, {
    clientId,
    title: "October bookkeeping",
    startsOn: null,
    dueOn: null,
  });
  const recipientIds = [contactId];
  const requestId = await createRequest(staff, {
    workItemId,
    title: "Questions",
    needsReview: true,
    recipientIds,
  });
  const add = (...task: Parameters<typeof asked>) => addTask(staff, requestId, asked(...task));
  const choice = await add("choice", "Choose how the van is used", {
    details: { options: [{ label: "Only for work" }, { label: "Half and half", hint: "Private trips too" }] },
  });
  const approval = await add("approval", "Approve the VAT return");
  const reading = { taskId: approval, purpose: "reading" as const, uploadKey: randomUUID() };
  await receiveWhole(staff, { ...reading, name: "VAT return.pdf" }, whole(demoPdf(["VAT return"])));
  const transaction = await add("transaction", "What was this payment for?", {
    details: {
      transaction: {
        date: "2026-10-14",
        payee: "Parkes & Daughters",
        amountMinor: -124_000,
        currency: "GBP",
        account: "Business, ending 0932",
      },
      categories: ["Tools", "Repairs"],
      explanation: true,
      receipt: true,
    },
  });
  const upload = await add("upload", "Send the statements", {
    details: { wanted: ["July 2026", "August 2026, every account of the company and the savings account"] },
  });
  const answer = await add("answer", "Who signed the lease?");
  await sendRequest(staff, requestId, 0);
  return { workItemId, requestId, choice, approval, transaction, upload, answer };
}
