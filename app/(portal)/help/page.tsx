import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHead, Section } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import { pageVisitor } from "@/lib/access/session";
import type { Firm } from "@/lib/access/host";
import { DoorPage } from "../door-page";
import { portalFirm } from "../portal-firm";
import { ClientPage, homeOf } from "../portal-page";

export const metadata: Metadata = { title: "What is this?" };

/** "What is this?" (P13): for somebody who is in, and for somebody who is not. */
export default async function HelpPage() {
  const firm = await portalFirm();
  const visitor = (await pageVisitor())?.visitor;
  if (!visitor) {
    return (
      <DoorPage firm={firm}>
        <HelpWords firm={firm} />
      </DoorPage>
    );
  }
  return (
    <ClientPage firm={firm} visitor={visitor} current="help">
      <HelpWords firm={firm} back={homeOf(visitor)} />
    </ClientPage>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <p className="after">{children}</p>
    </Section>
  );
}

function HelpWords({ firm, back }: { firm: Firm; back?: string }) {
  const logins = firm.securityMode !== "link";
  const call = firm.phone ? (
    <>
      Call {firm.name} on <PhoneLink phone={firm.phone} />.
    </>
  ) : (
    <>Write to {firm.name} as you always do.</>
  );
  return (
    <>
      <PageHead title="What is this?" back={back ? { href: back, label: "All requests" } : undefined}>
        This is where {firm.name} asks you for documents and answers, and where you hand them in.
      </PageHead>
      <Answer title="Who sent it, and why">
        A person at {firm.name} who works on your accounts or your tax return. Each request says who, and by
        when it is needed.
      </Answer>
      <Answer title="How a task is done">
        Open it, read what is asked, then add your files or write your answer and press the button. Some tasks
        only want a tick. You can take a tick back, add more or change an answer until {firm.name} completes
        the work. Everything is saved as you go: you can close the page and come back.
      </Answer>
      <Answer title="What the link in the mail is">
        It opens your requests without a password. The first device that presses <b>Open my requests</b> keeps
        it: nobody else can use the same link, also not somebody the mail was forwarded to.
      </Answer>
      <Answer title="How long it lasts">
        30 days from the day you open it. Any newer mail of ours opens too. After 30 days we mail you a fresh
        link when you ask for one.
      </Answer>
      <Answer title="On another phone or computer">
        Open the same link there and press <b>Send access link</b>. A new link goes to your own email address,
        for that device. The mail also holds a code of six digits that you can type there.
      </Answer>
      <Answer title="A computer that others use">
        Press <b>Sign out on this device</b> when you are done. It stands at the side, or behind Menu on a
        phone.
      </Answer>
      <Answer title="A phone lost, or a device you do not know">
        <b>Your devices</b> stands at the side too. It lists where your requests are open, and signs each out.
        We also mail you each time a link opens a new device.
      </Answer>
      <Answer title="Can I download what I sent?">
        Not through a link from a mail. That way a link that falls into the wrong hands shows nobody your
        papers. {firm.name} has everything you sent.
        {logins ? (
          <>
            {" "}
            With a login you can: press <b>Log in</b>, then <b>Create account</b>.
          </>
        ) : null}
      </Answer>
      <Answer title="Is it really us?">
        The address above this page belongs to {firm.name}. We never ask for your card here
        {logins ? ", and for a password only where you log in" : ", nor for a password"}. Not sure? {call}
      </Answer>
    </>
  );
}
