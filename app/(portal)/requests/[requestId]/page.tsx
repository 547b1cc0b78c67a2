import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PageHead } from "@/components/portal/page-head";
import { asOf } from "@/lib/actions";
import { openRequest } from "@/lib/requests/queries";
import { isId } from "@/lib/ids";
import { plural, whenOf } from "@/lib/format";
import { outstanding } from "@/lib/requests/outstanding";
import { ClosedPage } from "../../closed-page";
import { ClientPage, homeOf, placesOf, signedIn } from "../../portal-page";
import { ClientSheets } from "../../task-rows";
import { TickForms } from "../../tick-form";

type Props = { params: Promise<{ requestId: string }> };

const load = cache(async (requestId: string) => {
  if (!isId(requestId)) notFound();
  const { firm, visitor } = await signedIn(`/requests/${requestId}`);
  return { firm, visitor, request: await openRequest(visitor.actor, requestId) };
});

/** The request's own title, so that a tab among others can be told. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await load((await params).requestId);
  return { title: request?.title ?? "Request" };
}

/** One request: where a mail's link lands. Completed work is closed to a device and says so (A11). */
export default async function RequestPage({ params }: Props) {
  const { requestId } = await params;
  const { firm, visitor, request } = await load(requestId);
  const [first] = request?.tasks ?? [];
  if (!request || !first) return <ClosedPage firm={firm} visitor={visitor} at={{ requestId }} />;
  const now = new Date();
  const { clients, finished, open } = outstanding(request.tasks);
  const groups = [...clients.flatMap((client) => client.work), ...finished];
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" requestId={requestId}>
      <PageHead
        title={request.title}
        over={first.clientName}
        back={{ href: homeOf(visitor), label: "All requests" }}
      >
        {open.length > 0
          ? `${plural(open.length, "thing")} left for you to do.`
          : "You have done everything here."}
      </PageHead>
      {request.note ? <p className="typed after">{request.note}</p> : null}
      {request.rewordedAt ? (
        <p className="soft small after">
          {firm.name} changed this request {whenOf(request.rewordedAt, now, firm)}.
        </p>
      ) : null}
      <ClientSheets
        clients={[{ id: first.clientId, work: groups }]}
        seen={{ firm, visitor, now, places: placesOf(visitor) }}
      />
      <TickForms as={asOf(visitor.actor)} />
    </ClientPage>
  );
}
