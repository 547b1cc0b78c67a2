import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHead, Section } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import type { Firm } from "@/lib/access/host";
import { guestTokens, pageGuest } from "@/lib/access/guest-session";
import { pageVisitor } from "@/lib/access/session";
import { DoorPage, GuestFrame } from "../door-page";
import { portalFirm } from "../portal-firm";
import { ClientPage, homeOf } from "../portal-page";

export const metadata: Metadata = { title: "Privacy" };

/** What is kept here, by whom, for how long, and who can read it: for clients, guests and anybody at the door. */
export default async function PrivacyPage() {
  const firm = await portalFirm();
  const visitor = (await pageVisitor())?.visitor;
  if (visitor)
    return (
      <ClientPage firm={firm} visitor={visitor}>
        <PrivacyWords firm={firm} back={{ href: homeOf(visitor), label: "All requests" }} />
      </ClientPage>
    );
  if ((await guestTokens()).guest && (await pageGuest())?.guest)
    return (
      <GuestFrame firm={firm}>
        <PrivacyWords firm={firm} back={{ href: "/guest", label: "What you were asked" }} />
      </GuestFrame>
    );
  return (
    <DoorPage firm={firm}>
      <PrivacyWords firm={firm} />
    </DoorPage>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <p className="after">{children}</p>
    </Section>
  );
}

function PrivacyWords({ firm, back }: { firm: Firm; back?: { href: string; label: string } }) {
  const { name } = firm;
  const logins = firm.securityMode !== "link";
  return (
    <>
      <PageHead title="Privacy" back={back}>
        What this portal keeps of you, who can read it, and for how long.
      </PageHead>
      <Answer title="Who keeps it">
        {name} keeps it, and decides what is asked and how long it stays. {name} uses a program called Lodge
        for this. Whoever runs that program for {name} looks after the computers and the backups.
      </Answer>
      <Answer title="What is kept about you">
        Your name, your email address and your telephone number, as {name} wrote them down. Which requests you
        got, when you opened them, and from which browser, system and network address. The mails of this
        portal to you: when each went out and whether it was sent. The text of a mail is wiped once it is
        sent.
      </Answer>
      <Answer title="What is kept of what you send">
        Your files, answers, ticks, approvals and comments, with the time of each. What you are typing is kept
        too, so that nothing is lost when you close the page; nobody but you sees it before you send it. What
        you change, take back or decline stays written down, because you and {name} may need to show later
        what was said when.
      </Answer>
      <Answer title="Who can read it">
        The staff of {name}. Where {name} asks several people of your company together, they read the comments
        and see what was answered for all; each sees only the files that they sent themselves, by name.
        Somebody whom you let answer one task sees that one task. Another firm or another client sees nothing
        of yours.
      </Answer>
      <Answer title="How it is protected">
        Each file is encrypted with a key of its own where it is stored. A link from a mail opens on one
        device only and downloads nothing that you sent. Who came in, what was changed and what was downloaded
        is written into a log that staff cannot change.
      </Answer>
      <Answer title="How long">
        A link from a mail can be opened for 30 days, and a device then stays in for 30 days.
        {logins ? " A login ends after an hour without use, at the latest after a day." : ""} Access by links
        ends when {name} completes the work. Uploads that never arrived whole go after about a day. A file
        that you take back can no longer be opened by anybody, but stays stored. Lodge deletes nothing else by
        itself: what you sent stays until {name} removes it, and accountants have to keep many records for
        years.
      </Answer>
      <Answer title="If you want to be forgotten">
        Ask {name}. Staff can delete you as a contact, which ends all your access at once, and then erase you:
        your name, addresses, devices{logins ? ", login" : ""} and mails go. What you lodged for your company
        stays with the firm’s records, as an erased contact’s.
      </Answer>
      <Answer title="Cookies">
        This portal sets only the cookies that keep you in and keep others out. It counts no visitors for
        advertising, and no page of it asks any other company for anything.
      </Answer>
      <Answer title="Questions">
        {firm.phone ? (
          <>
            Call {name} on <PhoneLink phone={firm.phone} />
          </>
        ) : (
          <>Write to {name} as you always do</>
        )}
        {firm.address ? `, or write to ${firm.address}` : ""}.
      </Answer>
    </>
  );
}
