import { waitsOnFirm, type TaskState } from "@/lib/tasks/kinds";
import { dueInWords, longDay, type Place } from "@/lib/format";

type Task = {
  taskId: string;
  state: TaskState;
  dueOn: string | null;
  workItemId: string;
  workTitle: string;
  clientId: string;
  clientName: string;
};

export type WorkGroup<T> = {
  id: string;
  title: string;
  dueOn: string | null;
  tasks: T[];
  done: number;
  withFirm: number;
};
export type ClientGroup<T> = { id: string; name: string; work: WorkGroup<T>[] };

/**
 * Groups tasks, which come oldest due first, by client and work item, each where its oldest stands (P1). Work
 * with nothing left to do is set apart.
 */
export function outstanding<T extends Task>(
  tasks: T[],
): { clients: ClientGroup<T>[]; finished: WorkGroup<T>[]; open: T[] } {
  const work = new Map<string, WorkGroup<T>>();
  for (const task of tasks) {
    const group = work.get(task.workItemId) ?? {
      id: task.workItemId,
      title: task.workTitle,
      dueOn: task.dueOn,
      tasks: [],
      done: 0,
      withFirm: 0,
    };
    work.set(task.workItemId, group);
    group.tasks.push(task);
    if (task.state === "done") group.done++;
    if (waitsOnFirm(task.state)) group.withFirm++;
  }
  const clients = new Map<string, ClientGroup<T>>();
  const finished: WorkGroup<T>[] = [];
  for (const group of work.values()) {
    const [first] = group.tasks;
    if (!first) continue;
    if (group.done === group.tasks.length) {
      finished.push(group);
      continue;
    }
    const client = clients.get(first.clientId) ?? { id: first.clientId, name: first.clientName, work: [] };
    clients.set(first.clientId, client);
    client.work.push(group);
  }
  return { clients: [...clients.values()], finished, open: tasks.filter((task) => task.state === "open") };
}

/** How a due day is said on a sheet: "Due Friday 27 November 2026, in 6 days", or late first (LOOKS §7). */
export function dueWords(
  dueOn: string | null,
  today: string,
  place: Place,
): { text: string; late?: string } | undefined {
  if (!dueOn) return undefined;
  const { late, words } = dueInWords(dueOn, today);
  const day = longDay(dueOn, place);
  return late ? { late: words, text: `was due ${day}` } : { text: `Due ${day}, ${words}` };
}
