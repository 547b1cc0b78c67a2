import { NextTask } from "@/components/portal/next-task";
import { PageHead } from "@/components/portal/page-head";
import { FoldedWork } from "@/components/portal/work-sheet";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { dayIn } from "@/lib/clock";
import { inWords, plural } from "@/lib/format";
import { dueWords, outstanding } from "@/lib/requests/outstanding";
import type { OpenTask } from "@/lib/requests/queries";
import { doLabel } from "@/lib/tasks/rules";
import { AllDone } from "./all-done";
import { SavedNote, TakenBackNote } from "./saved-note";
import { ClientSheets, lineOf, rowsOf, type Seen } from "./task-rows";
import { TickForms, TickOf } from "./tick-form";

function needs(open: OpenTask[], asker: string, firm: string): string {
  const work = new Set(open.map((task) => task.workItemId)).size;
  return `${asker} at ${firm} needs ${open.length === 1 ? "it" : "them"} for ${inWords(work)} ${work === 1 ? "piece" : "pieces"} of work.`;
}

/** What to do first. Its row is not on the sheets below, so it says here what that would say. */
function Next({ task, seen }: { task: OpenTask; seen: Seen }) {
  const { firm, places, now } = seen;
  const { title, taskId, hint, late, tag, asks } = lineOf(task, seen);
  return (
    <NextTask
      title={title}
      href={`${places.tasks}${taskId}`}
      action={doLabel(task.kind)}
      due={dueWords(task.dueOn, dayIn(now, firm.timeZone), firm)}
      client={`${task.clientName} · ${task.workTitle}`}
      hint={hint}
      late={late}
      tag={tag}
      tick={asks ? undefined : <TickOf title={title} taskId={taskId} done={false} />}
    />
  );
}

type Props = {
  seen: Seen;
  tasks: OpenTask[];
  /** The name of the person who asks. */
  asker: string | undefined;
  done?: string | undefined;
  undone?: string | undefined;
  /** The login just ended here; the device is in still. */
  loggedOut?: boolean;
  problem?: string | undefined;
};

/** Home: what is to do, the next of it first, by client and work item (P1). */
export function Home({ seen, tasks, asker, done, undone, loggedOut = false, problem }: Props) {
  const { firm, visitor, places } = seen;
  const { clients, finished, open } = outstanding(tasks);
  const name = asker ?? "Your accountant";
  const missing =
    problem === "missing" ? (
      <Note kind="late">That task is no longer open here. What is left stands below.</Note>
    ) : loggedOut ? (
      <Note kind="good" title="You are logged out">
        A mailed link has opened your requests in this browser, so they stay in sight here. On a computer that
        others use, choose “Sign out on this device” too.
      </Note>
    ) : null;
  const saved = tasks.find((task) => task.taskId === done);
  const back = tasks.find((task) => task.taskId === undone && task.state === "open");
  const said = saved ? (
    <SavedNote
      as={asOf(visitor.actor)}
      task={saved}
      firstName={name.split(" ")[0] ?? name}
      at="home"
      left={{ count: open.length, href: "#left" }}
    />
  ) : back ? (
    <TakenBackNote title={back.title} />
  ) : null;
  if (open.length === 0) {
    return (
      <>
        <AllDone seen={seen} groups={[...clients.flatMap((client) => client.work), ...finished]} name={name}>
          {said}
          {missing}
        </AllDone>
        <TickForms as={asOf(visitor.actor)} />
      </>
    );
  }
  // what was sent back waits for an answer that the firm has asked for twice
  const next = open.find((task) => task.sentBackReason) ?? open[0];
  return (
    <>
      <PageHead title={`${plural(open.length, "thing")} for you to do`} over={`Hello ${visitor.firstName}`}>
        {needs(open, name, firm.name)} <a href={places.help}>What is this?</a>
      </PageHead>
      {said}
      {missing}
      {next ? <Next task={next} seen={seen} /> : null}
      <span id="left" tabIndex={-1} />
      <ClientSheets clients={clients} seen={seen} above={next?.taskId} />
      {finished.map((group) => (
        <FoldedWork key={group.id} title={group.title} count={`${group.done} of ${group.tasks.length}`}>
          {rowsOf(group.tasks, seen)}
        </FoldedWork>
      ))}
      <TickForms as={asOf(visitor.actor)} />
    </>
  );
}
