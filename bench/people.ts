import { cookieNames } from "@/lib/access/cookies";
import { newProof } from "@/lib/access/device-proof";
import { enterDevice } from "@/lib/access/enter-device";
import type { ContactActor } from "@/lib/access/actor";
import { newToken } from "@/lib/crypto";
import { createRequest, saveRequest } from "@/lib/requests/edit-draft";
import { addTask } from "@/lib/requests/edit-tasks";
import { sendRequest } from "@/lib/requests/send-request";
import { plainTask } from "@/lib/tasks/kinds";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { keyedDevice, testKey } from "@/test/factories/device-key";
import { testContact, testDevice, type TestFirm } from "@/test/factories/firm";
import type { Lodge } from "./lodge";
import type { FloorRow } from "./stage";

/** A bench takes longer than a proof lasts. */
const hoursMs = 6 * 3_600_000;

/** Somebody with a device that is bound to a key, proven for the whole bench: who, and the Cookie header of the browser. */
export type Person = {
  actor: ContactActor;
  email: string;
  cookie: string;
  tokens: { browser: string; session: string; proof: string };
};

/** A contact of the firm with nothing to do yet, in on a browser of its own. */
export async function newPerson(firm: TestFirm): Promise<Person> {
  const { contactId, email } = await testContact(firm.staff, firm.clientId);
  const browser = newToken();
  const actor = await testDevice(firm.firmId, contactId, browser);
  const { publicKey } = testKey();
  await keyedDevice(actor, publicKey);
  const { sessionToken: session } = await enterDevice(actor);
  const proof = newProof(firm.firmId, publicKey, Date.now() + hoursMs);
  const cookie = `${cookieNames.browser}=${browser}; ${cookieNames.session}=${session}; ${cookieNames.proof}=${proof}`;
  return { actor, email, cookie, tokens: { browser, session, proof } };
}

const works = ["Year-end accounts", "VAT return", "Payroll", "Self Assessment", "Company tax return"];
const asked = [
  { kind: "upload", title: "Send the bank statements", hint: "PDF or photo, all pages of the quarter." },
  { kind: "tick", title: "Confirm your address", hint: "The one Companies House knows." },
  { kind: "answer", title: "What was the van bought for?", hint: "A sentence is enough for us." },
] as const;

/** Gives a contact so many open work items with one task each, sent; returns what a plain list would show of them. */
export async function giveWork(firm: TestFirm, contactId: string, count: number): Promise<FloorRow[]> {
  const rows: FloorRow[] = [];
  for (let at = 0; at < count; at++) {
    const work = `${works[at % works.length] ?? ""} ${2020 + (at % 7)}, part ${at + 1}`;
    const { kind, title, hint } = asked[at % 3] ?? asked[0];
    const dueOn = `2027-0${1 + Math.floor(at / 25)}-${String(1 + (at % 25)).padStart(2, "0")}`;
    const { staff, clientId } = firm;
    const workItemId = await createWorkItem(staff, { clientId, title: work, startsOn: null, dueOn });
    const requestId = await createRequest(staff, { workItemId, title: work });
    await saveRequest(staff, requestId, { title: work, note: "", dueOn, recipientIds: [contactId] });
    const id = await addTask(staff, requestId, plainTask({ kind, title, description: hint }));
    await sendRequest(staff, requestId, 0);
    rows.push({ id, work, due: `Due ${dueOn}, in some weeks. 0 of 1 done`, title, hint });
  }
  return rows;
}

/** Waits until the outbox is empty, so that no mail is sent while something is measured. */
export async function untilMailed({ mails }: Lodge): Promise<void> {
  for (let before = -1; mails.length !== before;) {
    before = mails.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
}

/** The headers with which a browser asks a firm's portal for a page. */
export const browserHeaders = (
  lodge: Lodge,
  firm: Pick<TestFirm, "firm">,
  cookie: string,
  ip = "10.0.0.1",
) => ({
  host: `${firm.firm.slug}.localhost:${lodge.port}`,
  cookie,
  "user-agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
  accept: "text/html",
  "accept-language": "en-GB",
  "x-forwarded-for": ip,
});
