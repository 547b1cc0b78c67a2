import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PageHead } from "@/components/portal/page-head";
import { asOf } from "@/lib/actions";
import { askerOf, openRequest, openTaskCount } from "@/lib/requests/queries";
import { isReceiptOnItsWay } from "@/lib/requests/receipt";
import { isId } from "@/lib/ids";
import { plural, whenOf } from "@/lib/format";
import { outstanding } from "@/lib/requests/outstanding";
import { FinishedRequest } from "../../all-done";
import { ClosedPage } from "../../closed-page";
import { ClientPage, homeOf, placesOf, signedIn } from "../../portal-page";
import { ClientSheets } from "../../task-rows";
import { SavedNote, TakenBackNote } from "../../saved-note";
import { TickForms } from "../../tick-form";

type Props = {
  params: Promise<{ requestId: string }>;
  searchParams: Promise<{ done?: string | string[]; undone?: string | string[] }>;
};

const load = cache(async (requestId: string) => {
  if (!isId(requestId)) notFound();
  const { firm, visitor } = await signedIn(`/requests/${requestId}`);
  return { firm, visitor, request: await openRequest(visitor.actor, requestId) };
});

/** The request's own title, so that a tab among others can be told. */
export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { request } = await load((await params).requestId);
  return { title: request?.title ?? "Request" };
}

/** One request: where a mail's link lands. Completed work is closed to a device and says so (A11). */
export default async function RequestPage({ params, searchParams }: Props) {
  const { requestId } = await params;
  const { firm, visitor, request } = await load(requestId);
  const [first] = request?.tasks ?? [];
  if (!request || !first) return <ClosedPage firm={firm} visitor={visitor} at={{ requestId }} />;
  const now = new Date();
  const { clients, finished, open } = outstanding(request.tasks);
  const { done, undone } = await searchParams;
  const seen = { firm, visitor, now, places: placesOf(visitor) };
  const asker = await askerOf(visitor.actor, requestId);
  const name = asker?.name ?? firm.name;
  const saved = request.tasks.find((task) => task.taskId === done);
  const back = request.tasks.find((task) => task.taskId === undone && task.state === "open");
  if (open.length === 0)
    return (
      <ClientPage firm={firm} visitor={visitor} current="requests" requestId={requestId} asker={asker}>
        <FinishedRequest
          seen={seen}
          request={{ id: requestId, title: request.title, sentAt: first.sentAt, tasks: request.tasks }}
          name={name}
          left={await openTaskCount(visitor.actor)}
          saved={saved}
          mailed={saved !== undefined && (await isReceiptOnItsWay(visitor.actor, requestId))}
        />
        <TickForms as={asOf(visitor.actor)} at={requestId} />
      </ClientPage>
    );
  const groups = [...clients.flatMap((client) => client.work), ...finished];
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" requestId={requestId} asker={asker}>
      <PageHead
        title={request.title}
        over={first.clientName}
        back={{ href: homeOf(visitor), label: "All requests" }}
      >
        {plural(open.length, "thing")} left for you to do.
      </PageHead>
      {saved ? (
        <SavedNote
          as={asOf(visitor.actor)}
          task={saved}
          firstName={name.split(" ")[0] ?? name}
          at={requestId}
          left={{ count: open.length, href: "#left" }}
        />
      ) : back ? (
        <TakenBackNote title={back.title} />
      ) : null}
      {request.note ? <p className="typed after">{request.note}</p> : null}
      {request.rewordedAt ? (
        <p className="soft small after">
          {firm.name} changed this request {whenOf(request.rewordedAt, now, firm)}.
        </p>
      ) : null}
      <span id="left" tabIndex={-1} />
      <ClientSheets clients={[{ id: first.clientId, work: groups }]} seen={seen} />
      <TickForms as={asOf(visitor.actor)} at={requestId} />
    </ClientPage>
  );
}
