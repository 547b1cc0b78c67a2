import { requestSent } from "@/emails/request-sent";
import type { Firm } from "@/lib/access/host";
import { letterheadOf } from "@/lib/firms/letterhead";
import { dayAndMonth, longDay } from "@/lib/format";

type Lettered = {
  sender: { name: string; title: string; email: string };
  clientName: string;
  request: { title: string; note: string; dueOn: string | null };
  person: { id: string; firstName: string };
  tasks: { title: string; state: string; forEveryone: boolean; recipientIds: string[] }[];
  link: string;
};

/** Whether a task is meant for this recipient. */
export const isFor = (task: { forEveryone: boolean; recipientIds: string[] }, contactId: string): boolean =>
  task.forEveryone || task.recipientIds.includes(contactId);

/** The letter that asks one recipient: what is still open of the tasks that are theirs; all of those once none is. */
export function requestLetter(firm: Firm, { sender, clientName, request, person, tasks, link }: Lettered) {
  const theirs = tasks.filter((task) => isFor(task, person.id));
  const open = theirs.filter((task) => task.state === "open");
  return requestSent({
    ...letterheadOf(firm),
    sender: { name: sender.name, role: sender.title, email: sender.email },
    firstName: person.firstName,
    clientName,
    requestTitle: request.title,
    note: request.note || undefined,
    due: request.dueOn
      ? { long: longDay(request.dueOn, firm), short: dayAndMonth(request.dueOn, firm) }
      : undefined,
    tasks: (open.length > 0 ? open : theirs).map(({ title }) => ({ title })),
    link,
  });
}
