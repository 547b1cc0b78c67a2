import { requestSent } from "@/emails/request-sent";
import type { Firm } from "@/lib/access/host";
import { letterheadOf } from "@/lib/firms/letterhead";
import { eachWords, type Part } from "@/lib/tasks/each-words";
import { dayAndMonth, longDay } from "@/lib/format";

type Lettered = {
  sender: { name: string; title: string; email: string };
  clientName: string;
  request: { title: string; note: string; dueOn: string | null };
  person: { id: string; firstName: string };
  tasks: {
    id: string;
    title: string;
    state: string;
    allMust: boolean;
    forEveryone: boolean;
    recipientIds: string[];
  }[];
  /** Of the tasks that each must answer, who has. */
  parts: Part[];
  link: string;
};

/** Whether a task is meant for this recipient. */
export const isFor = (task: { forEveryone: boolean; recipientIds: string[] }, contactId: string): boolean =>
  task.forEveryone || task.recipientIds.includes(contactId);

/** Whether a task is still to do for this person: their own part of it where each must answer. */
const isOpen = (task: Lettered["tasks"][number], contactId: string, parts: Part[]): boolean =>
  task.allMust
    ? !parts.some((part) => part.taskId === task.id && part.contactId === contactId && part.answered)
    : task.state === "open";

/** The letter that asks one recipient: what is still open of the tasks that are theirs; all of those once none is. */
export function requestLetter(
  firm: Firm,
  { sender, clientName, request, person, tasks, parts, link }: Lettered,
) {
  const theirs = tasks.filter((task) => isFor(task, person.id));
  const open = theirs.filter((task) => isOpen(task, person.id, parts));
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
    tasks: (open.length > 0 ? open : theirs).map(({ id, title }) => ({
      title,
      hint: eachWords(
        parts.filter((part) => part.taskId === id),
        person.id,
      ),
    })),
    link,
  });
}
