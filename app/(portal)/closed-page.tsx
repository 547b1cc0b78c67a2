import { notFound, redirect } from "next/navigation";
import { CompletedCard } from "@/components/portal/completed-card";
import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { longDay, longDayOf } from "@/lib/format";
import { completedWork, withdrawnRequest } from "@/lib/requests/closed";
import { askerOf, openTasks } from "@/lib/requests/queries";
import { ClientPage, homeOf } from "./portal-page";
import { WithdrawnPage } from "./withdrawn-page";

type Props = { firm: Firm; visitor: Visitor; at: { requestId: string } | { taskId: string } };

/**
 * What was asked and is asked no more: the request was withdrawn, or its work is completed (A11). An address that never
 * was this contact's is answered as if it did not exist.
 */
export async function ClosedPage({ firm, visitor, at }: Props) {
  const withdrawn = await withdrawnRequest(visitor.actor, at);
  if (withdrawn) return <WithdrawnPage firm={firm} visitor={visitor} request={withdrawn} />;
  const work = await completedWork(visitor.actor, at);
  if (!work?.completedAt) notFound();
  if (visitor.actor.via === "login") redirect(`/work/${work.id}`);
  const open = (await openTasks(visitor.actor)).filter((task) => task.state === "open");
  const asker = await askerOf(visitor.actor);
  const firstBy = open[0]?.dueOn ? longDay(open[0].dueOn, firm) : undefined;
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" toDo={open.length}>
      <CompletedCard
        firm={{ name: firm.name, phone: firm.phone || undefined }}
        client={work.clientName}
        workTitle={work.title}
        completedOn={longDayOf(work.completedAt, firm)}
        workOwner={asker?.name}
        logIn={firm.securityMode === "link" ? undefined : `/login?with=password&to=/work/${work.id}`}
        others={{ count: open.length, firstBy, href: homeOf(visitor) }}
      />
    </ClientPage>
  );
}
