import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NextTask } from "@/components/portal/next-task";
import { PageHead } from "@/components/portal/page-head";
import { FoldedWork } from "@/components/portal/work-sheet";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { originOf, requestHost } from "@/lib/access/host";
import { clientTokens, liveDevicesOf, pageVisitor } from "@/lib/access/session";
import { dayIn } from "@/lib/clock";
import { inWords, plural } from "@/lib/format";
import { dueWords, outstanding } from "@/lib/requests/outstanding";
import { openTasksAndAsker, type OpenTask } from "@/lib/requests/queries";
import { doLabel } from "@/lib/tasks/rules";
import { AllDone } from "./all-done";
import { Chooser } from "./chooser";
import { DoorCard } from "./door-card";
import { OperatorPage } from "./operator-page";
import { ClientPage, portalFirm } from "./portal-page";
import { ClientSheets, rowsOf, type Seen } from "./task-rows";
import { TickForms } from "./tick-form";

export const metadata: Metadata = { title: "Your requests" };

type Props = { searchParams: Promise<{ as?: string; done?: string; out?: string; problem?: string }> };

/** The portal's base URL: home for a device, a choice between several people, the door for everybody else. */
export default async function HomePage({ searchParams }: Props) {
  const asked = await searchParams;
  if ((await requestHost()).kind === "operator") return <OperatorPage />;
  const firm = await portalFirm();
  const visitor = (await pageVisitor())?.visitor;
  const chosen = visitor && (visitor.contactsHere === 1 || asked.as === visitor.actor.contactId);
  if (!chosen) {
    const here = await liveDevicesOf(firm.id, (await clientTokens()).browser, originOf(await headers()));
    if (here.length === 0)
      return <DoorCard firm={firm} said={asked.out === "login" ? "login" : asked.out ? "out" : undefined} />;
    if (here.length === 1) redirect("/enter");
    return (
      <Chooser
        firm={firm}
        people={here.map(({ actor, fullName }) => ({ contactId: actor.contactId, fullName }))}
      />
    );
  }
  return <Home seen={{ firm, visitor, now: new Date() }} done={asked.done} problem={asked.problem} />;
}

function needs(open: OpenTask[], asker: string, firm: string): string {
  const work = new Set(open.map((task) => task.workItemId)).size;
  return `${asker} at ${firm} needs ${open.length === 1 ? "it" : "them"} for ${inWords(work)} ${work === 1 ? "piece" : "pieces"} of work.`;
}

async function Home({
  seen,
  done,
  problem,
}: {
  seen: Seen;
  done?: string | undefined;
  problem?: string | undefined;
}) {
  const { firm, visitor } = seen;
  const { tasks, asker } = await openTasksAndAsker(visitor.actor);
  const { clients, finished, open } = outstanding(tasks);
  const name = asker?.name ?? "Your accountant";
  const missing =
    problem === "missing" ? (
      <Note kind="late">That task is no longer open here. What is left stands below.</Note>
    ) : null;
  if (open.length === 0) {
    return (
      <ClientPage firm={firm} visitor={visitor} current="requests" toDo={0} asker={asker}>
        <AllDone seen={seen} groups={[...clients.flatMap((client) => client.work), ...finished]} name={name}>
          {missing}
        </AllDone>
        <TickForms as={asOf(visitor.actor)} />
      </ClientPage>
    );
  }
  const [next] = open;
  const justDone = tasks.find((task) => task.taskId === done && task.state === "done");
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" toDo={open.length} asker={asker}>
      <PageHead title={`${plural(open.length, "thing")} for you to do`} over={`Hello ${visitor.firstName}`}>
        {needs(open, name, firm.name)} <a href="/help">What is this?</a>
      </PageHead>
      {justDone ? (
        <Note kind="good" live title="Sent">
          “{justDone.title}” is with {name.split(" ")[0]} now.
        </Note>
      ) : null}
      {missing}
      {next ? (
        <NextTask
          title={next.title}
          href={`/tasks/${next.taskId}`}
          action={doLabel(next.kind)}
          due={dueWords(next.dueOn, dayIn(seen.now, firm.timeZone), firm)}
          client={next.clientName}
        />
      ) : null}
      <ClientSheets clients={clients} seen={seen} />
      {finished.map((group) => (
        <FoldedWork key={group.id} title={group.title} count={`${group.done} of ${group.tasks.length}`}>
          {rowsOf(group.tasks, seen)}
        </FoldedWork>
      ))}
      <TickForms as={asOf(visitor.actor)} />
    </ClientPage>
  );
}
