import type { Metadata } from "next";
import { Address, Facts } from "@/components/portal/facts";
import { PageHead } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mailedToken } from "@/lib/access/cookies";
import { lookAtGuestLink } from "@/lib/access/guest-link";
import { guestTokens } from "@/lib/access/guest-session";
import { longDayOf } from "@/lib/format";
import { GuestFrame } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { pressProblem } from "../../../press-problem";

export const metadata: Metadata = { title: "Somebody asks for your help" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string }> };

const problems = new Map(
  Object.entries({
    limit: "That was tried very often from here just now. Wait a few minutes, then press again.",
  }),
);

/** The page of a guest's link (A18): who asks, and a button. Looking claims nothing and shows nothing of the task. */
export default async function GuestLinkPage({ params, searchParams }: Props) {
  const [{ token: given }, { problem = "" }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const firm = await portalFirm();
  const link = await lookAtGuestLink(firm.id, { token, browserToken: (await guestTokens()).browser });
  if (link.kind === "shut")
    return (
      <GuestFrame firm={firm}>
        <PageHead title="This link opens nothing any more" mark={{ icon: "check" }}>
          It is answered, was stopped, is older than 30 days, or was cut short. If something is still needed,
          the person who asked you can ask again.
        </PageHead>
      </GuestFrame>
    );
  if (link.kind === "elsewhere")
    return (
      <GuestFrame firm={firm}>
        <PageHead title="This link is open on another device" mark={{ icon: "device" }}>
          It works on the device where its button was pressed first. Go on there, or ask {link.askedBy} for a
          new link: the one before it ends then.
        </PageHead>
        <p className="soft after">
          Did you not open it? Then tell {link.askedBy} too: the mail may have been read by somebody else.
        </p>
      </GuestFrame>
    );
  const said = (await pressProblem(problem)) ?? problems.get(problem);
  return (
    <GuestFrame firm={firm}>
      <PageHead title={`${link.askedBy} asks for your help`}>
        {firm.name} needs one thing from {link.askedBy}, who would like you to answer it. Press the button to
        see what. No password, nothing to install.
      </PageHead>
      {said ? <Note kind="late">{said}</Note> : null}
      <form method="post" action={`/g/${token}/open`}>
        <Button look="primary" size="big" wide>
          See what is asked
        </Button>
      </form>
      <p className="assure">
        <Icon name="device" />
        <span>
          It then opens on this device only, until it is answered, and until {longDayOf(link.endsAt, firm)} at
          the latest.
        </span>
      </p>
      <Facts
        rows={[
          { term: "Sent to", value: <Address masked={link.maskedEmail} /> },
          {
            term: "Asked",
            value: (
              <>
                by {link.askedBy} <span className="soft">{longDayOf(link.issuedAt, firm)}</span>
              </>
            ),
          },
          {
            term: "Not you?",
            value: "Close this page. Nothing opens until somebody presses the button.",
            plain: true,
          },
        ]}
      />
      {firm.phone ? (
        <p className="soft small after">
          Not sure it is real? Call {firm.name} on <PhoneLink phone={firm.phone} />.
        </p>
      ) : null}
    </GuestFrame>
  );
}
