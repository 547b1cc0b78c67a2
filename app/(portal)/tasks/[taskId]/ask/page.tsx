import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Icon } from "@/components/icons";
import { PageHead } from "@/components/portal/page-head";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { isId } from "@/lib/ids";
import { taskPage } from "@/lib/tasks/queries";
import { mayLetAnswer } from "@/lib/tasks/rules";
import { ClientPage, signedIn } from "../../../portal-page";
import { AskForm } from "./ask-form";

export const metadata: Metadata = { title: "Ask somebody else" };

type Props = { params: Promise<{ taskId: string }> };

/** Lets somebody else answer one task (A18): an address, and exactly what that person will see. */
export default async function AskPage({ params }: Props) {
  const { taskId } = await params;
  if (!isId(taskId)) notFound();
  const { firm, visitor } = await signedIn(`/tasks/${taskId}/ask`);
  const task = await taskPage(visitor.actor, taskId);
  if (!task) redirect(`/tasks/${taskId}`);
  const may = mayLetAnswer(task);
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" requestId={task.requestId}>
      <PageHead
        title="Ask somebody else to answer this"
        back={{ href: `/tasks/${taskId}`, label: task.title }}
      >
        We mail them a link. It opens this one task and nothing else, on one device, until it is answered, for
        30 days at the most. You can stop it at any time.
      </PageHead>
      {may.ok ? (
        <>
          <section className="sec" aria-labelledby="sees">
            <h2 id="sees">What they see</h2>
            <ul>
              <Line>What is asked here: “{task.title}”, and what stands below it</Line>
              <Line>Your name and that of {firm.name}; their reply to our mail comes to you</Line>
              <Line>Their own answer, and none of yours</Line>
            </ul>
          </section>
          <AskForm as={asOf(visitor.actor)} taskId={taskId} />
        </>
      ) : (
        <Note kind="plain">{may.reason}</Note>
      )}
    </ClientPage>
  );
}

const Line = ({ children }: { children: React.ReactNode }) => (
  <li className="assure">
    <Icon name="check" />
    <span>{children}</span>
  </li>
);
