import { PageHead } from "@/components/portal/page-head";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { Firm } from "@/lib/access/host";
import type { Visitor } from "@/lib/access/session";
import { longDayOf, plural } from "@/lib/format";
import type { withdrawnRequest } from "@/lib/requests/closed";
import { ClientPage, homeOf } from "./portal-page";

type Request = NonNullable<Awaited<ReturnType<typeof withdrawnRequest>>>;
type Props = { firm: Firm; visitor: Visitor; request: Request };

/** A request that the firm took back: who and when, that nothing more is needed, and what becomes of what was sent. */
export function WithdrawnPage({
  firm,
  visitor,
  request: { title, withdrawnAt, clientName, by, files },
}: Props) {
  const who = by ? `${by} at ${firm.name}` : firm.name;
  const when = withdrawnAt ? ` on ${longDayOf(withdrawnAt, firm)}` : "";
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests">
      <PageHead title={title} over={clientName} back={{ href: homeOf(visitor), label: "All requests" }} />
      <Note kind="plain" title={`${who} withdrew this request${when}.`}>
        <p>You don&apos;t need to do anything more for it.</p>
        <p>
          {files > 0
            ? `${firm.name} keeps the ${plural(files, "file")} that you sent.`
            : `You had sent no files for it.`}{" "}
          {firm.phone ? `Questions? Call ${firm.phone}.` : ""}
        </p>
      </Note>
      <p className="act">
        <ButtonLink href={homeOf(visitor)}>See my requests</ButtonLink>
      </p>
    </ClientPage>
  );
}
