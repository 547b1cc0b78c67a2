import { PageHead } from "@/components/portal/page-head";
import { ButtonLink } from "@/components/ui/button";
import { PhoneLink, type PortalFirm } from "@/components/portal/portal-parts";

type CompletedCardProps = {
  firm: PortalFirm;
  client: string;
  workTitle: string;
  /** "Tuesday 11 August 2026". */
  completedOn: string;
  workOwner?: string | undefined;
  /** Where a login reads it, in firms that have logins. */
  logIn?: string | undefined;
  /** What else is to do, and by when the first: "Friday 27 November 2026". */
  others?: { count: number; firstBy?: string | undefined; href: string } | undefined;
};

/** A completed work item: a link from a mail no longer opens it (SPEC A11). The way out is the telephone. */
export function CompletedCard({
  firm,
  client,
  workTitle,
  completedOn,
  workOwner,
  logIn,
  others,
}: CompletedCardProps) {
  return (
    <>
      <PageHead
        title="This work is completed"
        over={client}
        back={{ href: "/", label: "All requests" }}
        mark={{ icon: "lock" }}
      >
        {firm.name} completed <b>{workTitle}</b> on {completedOn}. A link from a mail no longer opens it.
      </PageHead>
      {logIn ? (
        <>
          <p className="act">
            <ButtonLink href={logIn} look="primary" size="big" wide="phone">
              Log in to read it
            </ButtonLink>
          </p>
          <p className="soft small after">
            With a login you also download what you sent. No login yet? You can create one there.
          </p>
        </>
      ) : null}
      <section className="sheet after">
        <div className="pad">
          <h2>Something to correct?</h2>
          <p className="soft">
            Only {firm.name} can open it again.
            {firm.phone ? (
              <>
                {" "}
                Call {workOwner ?? "us"} on <PhoneLink phone={firm.phone} />.
              </>
            ) : null}
          </p>
        </div>
      </section>
      {others && others.count > 0 ? (
        <p className="after">
          You have{" "}
          <a href={others.href}>
            {others.count === 1 ? "1 other thing to do" : `${others.count} other things to do`}
          </a>
          {others.firstBy ? `, the first by ${others.firstBy}` : ""}.
        </p>
      ) : null}
    </>
  );
}
