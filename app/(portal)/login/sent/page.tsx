import type { Metadata } from "next";
import { PageHead, Section } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import { ButtonLink } from "@/components/ui/button";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";

export const metadata: Metadata = { title: "Check your email" };

type Props = { searchParams: Promise<{ for?: string }> };

/** After asking for a link that sets a password: the same for every address, with what to do when nothing comes (L3, L5). */
export default async function SentPage({ searchParams }: Props) {
  const firm = await portalFirm();
  const creates = (await searchParams).for === "create";
  return (
    <DoorPage firm={firm}>
      <PageHead title="Check your email" mark={{ icon: "mail" }}>
        If {firm.name} writes to this address, a link from {firm.name} is on its way to it.
      </PageHead>
      <p className="after">
        Open the mail, press the button in it, and choose a password. Then log in with it.
      </p>
      <Section title="Nothing after a minute?">
        <ul className="stack soft">
          <li>Look in spam for “{firm.name}”.</li>
          <li>
            Is it the address that {firm.name} writes to? Another one gets no mail.
            {firm.phone ? (
              <>
                {" "}
                Call us on <PhoneLink phone={firm.phone} /> if yours has changed.
              </>
            ) : null}
          </li>
          <li>
            {creates
              ? "You may have a login already: then the link sets a new password for it."
              : "You may have no login yet: then the link in the mail makes one. It takes a minute."}
          </li>
        </ul>
        <p className="btn-row after">
          <ButtonLink href={creates ? "/login/create" : "/login/help"}>Send it again</ButtonLink>
          <ButtonLink href="/login">Back to Log in</ButtonLink>
        </p>
      </Section>
    </DoorPage>
  );
}
