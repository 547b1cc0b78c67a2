import { testContact, testFirm, testRequest, type TestFirm } from "@/test/factories/firm";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { createClient } from "@/lib/clients/create-client";
import { createWorkItem } from "@/lib/work-items/create-work-item";
import { completeWorkItem, reopenWorkItem } from "@/lib/work-items/complete-work-item";
import { sendRequest } from "@/lib/requests/send-request";

const firms = new Map<string, TestFirm>();

/** A firm of its own for one test: its portal's address, people and a sent request. */
export async function makeFirm(port: number) {
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
