import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { recoveryCodes, passkeyChallenges, totpSecrets } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { claimLink } from "@/lib/access/claim-link";
import { claimGuestLink } from "@/lib/access/guest-link";
import { guestHere } from "@/lib/access/guest-session";
import { lookAtLink } from "@/lib/access/link-state";
import { sendAccessLink } from "@/lib/access/send-access-link";
import { visitorOfTokens } from "@/lib/access/session";
import { ticketToView } from "@/lib/access/view-as";
import { addClientComment } from "@/lib/comments/add-comment";
import { hashToken, newToken } from "@/lib/crypto";
import { receiveWhole } from "@/lib/files/receive-whole";
import { logInWithPassword } from "@/lib/logins/log-in";
import { sendDue } from "@/lib/messages/send-due";
import { answerTask } from "@/lib/tasks/answer-task";
import { completeTask } from "@/lib/tasks/complete-task";
import { saveDraft } from "@/lib/tasks/save-draft";
import { ask, testKey } from "../api";
import { agent, afterPassword, setMode, testPasskey } from "./factors";
import { testLink, testRequest, type TestFirm } from "./firm";
import { askedGuest } from "./guest";
import { testLogin, testLoginLink, testPassword } from "./login";

/** Words that stand nowhere else, by which a test finds what is kept of a person. */
export const lived = {
  first: "Zephyrine",
  last: "Quillfeather",
  full: "Zephyrine Quillfeather",
  email: "zephyrine@quill.example",
  phone: "+44 7700 900417",
  ip: "203.0.113.77",
};
const from = { ip: lived.ip, requestId: "r" };

async function* bytesOf(text: string) {
  await Promise.resolve();
  yield Buffer.from(text);
}

/** A contact who did all there is to do: asked, claimed, looked, logged in, answered, wrote, asked a guest, was mailed. */
export async function livedContact(f: TestFirm) {
  const { firmId } = f;
  const { key } = await testKey(f, "contacts:write");
  const once = { "idempotency-key": randomUUID() };
  const body = { first_name: lived.first, last_name: lived.last, email: lived.email, phone: lived.phone };
  const made = () =>
    ask(key, "POST /contacts", { body: { ...body, client_ids: [f.clientId] }, headers: once });
  const contactId = ((await made()).body as { id: string }).id;
  const { tasks, workItemId } = await testRequest(f.staff, f.clientId, [contactId]);
  const client = await claimed(f, contactId);
  await answerTask(client, tasks.answer, `As ${lived.full} says`);
  await saveDraft(client, tasks.upload, "comment", `${lived.first} types`);
  await addClientComment(client, {
    taskId: tasks.answer,
    formKey: randomUUID(),
    body: `Yours, ${lived.first}`,
  });
  const file = { taskId: tasks.upload, uploadKey: randomUUID(), name: `${lived.last}.txt` };
  await receiveWhole(client, file, bytesOf("a"));
  await guestOfTheirs(f, client, tasks.tick);
  const loginId = await withLogin(f, contactId);
  await ticketToView(f.staff, contactId, { sessionToken: newToken(), backTo: "http://localhost:3000" });
  await mailsTried(firmId);
  await sendAccessLink(f.firm, { by: "email", typed: lived.email }, newToken(), from);
  const found = await withFirm(f, (tx) =>
    tx
      .select({ id: devices.id })
      .from(devices)
      .where(and(eq(devices.firmId, firmId), eq(devices.contactId, contactId))),
  );
  return { contactId, loginId, tasks, workItemId, made, deviceIds: found.map(({ id }) => id) };
}

/** In by a link that was looked at before. */
async function claimed(f: TestFirm, contactId: string) {
  const token = await testLink(f.firmId, { contactId, email: lived.email });
  const look = { token, browserToken: undefined, agent, from };
  await lookAtLink(f.firmId, { ...look, visitor: { visitor: "person", reason: "opened in a browser" } });
  const browser = newToken();
  const claim = await claimLink(f.firm, { token, browserToken: browser, agent, from });
  if (claim.kind !== "in") throw new Error("The link was not claimed.");
  const tokens = { browser: claim.browserToken ?? browser, session: claim.sessionToken, login: undefined };
  const visitor = await visitorOfTokens(f.firmId, tokens, from);
  if (!visitor) throw new Error("Nobody is in.");
  return visitor.actor;
}

async function guestOfTheirs(f: TestFirm, client: Parameters<typeof askedGuest>[0], taskId: string) {
  const token = await askedGuest(client, taskId, "partner@quill.example");
  const browser = newToken();
  const claim = await claimGuestLink(f.firmId, { token, browserToken: browser, agent, from });
  const guest = await guestHere(f.firmId, { guest: claim?.token ?? "", browser }, from);
  if (!guest) throw new Error("The guest is not in.");
  await completeTask(guest.actor, taskId);
}

/** A login that was used, refused and stands at a door, with a factor of each kind. */
async function withLogin(f: TestFirm, contactId: string): Promise<string> {
  const { firmId } = f;
  await setMode(firmId, "link_login");
  const loginId = await testLogin(firmId, contactId, lived.email);
  await testLoginLink(firmId, { contactId, email: lived.email });
  for (const password of ["not this one at all", testPassword])
    await logInWithPassword(
      firmId,
      { email: lived.email, password },
      { token: newToken(), agent, earlier: { login: undefined, challenge: undefined } },
      from,
    );
  await testPasskey({ firmId, loginId });
  await withFirm(f, async (tx) => {
    await tx.insert(totpSecrets).values({ firmId, loginId, sealedSecret: "x", confirmedAt: sql`now()` });
    await tx.insert(recoveryCodes).values({ firmId, loginId, codeHash: hashToken(newToken()) });
    await tx.insert(passkeyChallenges).values({
      ...{ firmId, loginId, purpose: "second", browserHash: "x", challenge: newToken() },
      endsAt: sql`now() + interval '5 minutes'`,
    });
  });
  await afterPassword(firmId, loginId);
  return loginId;
}

/** The mails that are there now could not be handed over; the server's words name the address. */
async function mailsTried(firmId: string): Promise<void> {
  await sendDue(firmId, {
    repeatable: true,
    deliver: ({ to }) => Promise.resolve({ kind: "dead", problem: `550 no such user ${to}` }),
  });
  await withFirm({ firmId }, async (tx) => {
    const left = and(eq(messages.firmId, firmId), isNull(messages.sealed));
    if ((await tx.$count(messages, left)) === 0) throw new Error("No mail was tried.");
  });
}
