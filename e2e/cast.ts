import { randomUUID } from "node:crypto";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { newProof, proofMs } from "@/lib/access/device-proof";
import { testContact, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { askEveryKind, whole } from "@/test/factories/every-kind";
import { testLogin } from "@/test/factories/login";
import { afterPassword, loggedInContact, setMode, testLogin as barelyLogin } from "@/test/factories/factors";
import { agedStaffSessions, signedInBefore, signedInMember, testMember } from "@/test/factories/staff";
import { addStaffComment } from "@/lib/comments/add-comment";
import { changePlan } from "@/lib/firms/change-plan";
import { chooseMode } from "@/lib/firms/choose-mode";
import type { Plan, SecurityMode } from "@/lib/firms/security-mode";
import { setUndoSeconds } from "@/lib/firms/undo-seconds";
import { demoPdf } from "@/lib/firms/demo-pdf";
import { addressKey, clearTurns } from "@/lib/access/rate-limit";
import { receiveWhole } from "@/lib/files/receive-whole";
import { acceptTask, sendBackTask } from "@/lib/tasks/review-task";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { createClient } from "@/lib/clients/create-client";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { sendRequest } from "@/lib/requests/send-request";

const firms = new Map<string, TestFirm>();

/** A firm of its own for one test: its portal's address, people and a sent request. */
export async function makeFirm(port: number) {
  // a house may ask for so many sign-in mails in a quarter of an hour: each test's staff sit in one of their own
  for (const ip of ["::1", "127.0.0.1"]) await clearTurns("asksOfAddress", "staff", addressKey(ip));
  const firm = await testFirm();
  firms.set(firm.firmId, firm);
  return {
    firmId: firm.firmId,
    name: firm.firm.name,
    origin: `http://${firm.firm.slug}.localhost:${port}`,
    staffEmail: `ana@${firm.firm.slug}.example`,
    clientId: firm.clientId,
    contactId: firm.contact.contactId,
    contactEmail: firm.contactEmail,
    otherEmail: firm.otherEmail,
    otherId: firm.other.contactId,
    workItemId: firm.workItemId,
    requestId: firm.requestId,
    tasks: firm.tasks,
  };
}

export type Stage = Awaited<ReturnType<typeof makeFirm>>;

/** What the firm's side does while a test looks at the client's, by the same verbs as its pages. */
export async function act(name: string, args: Record<string, string>): Promise<unknown> {
  const firm = firms.get(args["firmId"] ?? "");
  if (!firm) throw new Error("That firm is not on the stage.");
  const { staff } = firm;
  const id = (key: string): string => args[key] ?? "";
  switch (name) {
    case "completeWork":
      return completeWorkItem(staff, id("workItemId"), 3);
    case "reopenWork":
      return reopenWorkItem(staff, id("workItemId"));
    case "deleteContact":
      return deleteContact(staff, id("contactId"));
    case "restoreContact":
      return restoreContact(staff, id("contactId"));
    case "resend":
      return sendRequest(staff, id("requestId"), Number(id("timesSent")));
    case "sendTo":
      return testRequest(staff, firm.clientId, [id("contactId")]);
    case "ask":
      return askEveryKind(firm, id("contactId"));
    case "undoSeconds":
      return setUndoSeconds(staff, Number(id("seconds")));
    case "acceptTask":
      return acceptTask(staff, id("taskId"));
    case "sendBack":
      return sendBackTask(staff, id("taskId"), { reason: id("reason") });
    case "comment":
      return addStaffComment(staff, { taskId: id("taskId"), formKey: randomUUID(), body: id("body") });
    case "lodge":
      for (let at = 1; at <= Number(id("count")); at++) {
        const given = { taskId: id("taskId"), uploadKey: randomUUID(), name: `${id("name")} ${at}.pdf` };
        await receiveWhole(firm.contact, given, whole(demoPdf([id("name")])));
      }
      return undefined;
    case "login":
      return testLogin(firm.firmId, id("contactId"), id("email"));
    case "chooseMode":
      return chooseMode(staff, id("mode") as SecurityMode);
    case "plan":
      return changePlan({ slug: firm.firm.slug, plan: id("plan") as Plan });
    case "makeLogin":
      return barelyLogin({ firmId: firm.firmId, contactId: id("contactId") }, id("email"));
    case "wantSecondFactor":
      return setMode(firm.firmId, "link_login_2fa");
    case "givePassword":
      return (await afterPassword(firm.firmId, id("loginId"), id("browser"))).step;
    case "logIn": {
      const of = { firmId: firm.firmId, contactId: id("contactId") };
      return loggedInContact(of, id("loginId"), ["password"], Number(id("minutes")), id("browser"));
    }
    case "agedProof":
      return agedProof(firm.firmId, id("contactId"));
    case "staffSession":
      return (await signedInMember(firm.firmId, staff.staffId, "owner", 0, id("origin"))).token;
    case "signedInBefore":
      return signedInBefore(firm.firmId, staff.staffId);
    case "agedStaffSessions":
      return agedStaffSessions(firm.firmId);
    case "newColleague":
      return testMember(firm.firmId);
    case "newContact":
      return testContact(staff, firm.clientId);
    case "newClient":
      return createClient(staff, { name: id("name"), kind: id("kind") === "person" ? "person" : "company" });
    case "manyWorkItems": {
      const clientId = await createClient(staff, { name: id("client"), kind: "company" });
      for (let at = 0; at < Number(id("count")); at++)
        await createWorkItem(staff, { clientId, title: `Job ${at}`, startsOn: null, dueOn: null });
      return clientId;
    }
    default:
      throw new Error(`The stage knows no act ${name}.`);
  }
}

/** What a contact's newest key proved ten minutes ago, as a thief of its cookies would still hold it. */
async function agedProof(firmId: string, contactId: string): Promise<string> {
  const [row] = await withFirm({ firmId }, (tx) =>
    tx
      .select({ publicKey: devices.publicKey })
      .from(devices)
      .where(and(eq(devices.contactId, contactId), isNotNull(devices.publicKey)))
      .orderBy(desc(devices.claimedAt)),
  );
  return newProof(firmId, row?.publicKey ?? "", Date.now() - proofMs);
}
