"use client";

import type { ReactNode } from "react";
import { CarriedIcon } from "@/components/carried-icons";
import { Address, Facts } from "@/components/portal/facts";
import { PhoneLink, type PortalFirm } from "@/components/portal/portal-parts";
import type { Sender } from "@/components/portal/portal-frame";
import { Avatar } from "@/components/ui/avatar";
import { Button, ButtonLink } from "@/components/ui/button";

type LandingCardProps = {
  firm: PortalFirm;
  /** Who sent it; absent on a link that was asked for on a screen. */
  sender?: Sender | undefined;
  /** Where the button posts to. */
  action: string;
  /** Where another screen that asked for this link is let in. */
  letInHref?: string | undefined;
  fields?: ReactNode;
  maskedAddress: string;
  /** "Saturday 21 November 2026, 8:30". */
  sentAt: string;
  helpHref: string;
  /** A refused press, said in a Note above the button. */
  problem?: ReactNode;
};

const firstName = (name: string) => name.split(" ")[0] ?? name;

/** What a link shows before the press: firm, sender, masked address; no client, no task, for machines read it too. */
export function LandingCard({
  firm,
  sender,
  action,
  letInHref,
  fields,
  maskedAddress,
  sentAt,
  helpHref,
  problem,
}: LandingCardProps) {
  return (
    <>
      {sender ? (
        <p className="person">
          <Avatar name={sender.name} size="lg" />
          <span>
            <b>{sender.name}</b>
            {sender.role ? <span className="soft">{sender.role}</span> : null}
          </span>
        </p>
      ) : null}
      <h1 className="page-h">
        {sender ? `${firstName(sender.name)} needs a few things from you` : `Your requests from ${firm.name}`}
      </h1>
      <p className="lede">Press the button to see them. No password, nothing to install.</p>
      {problem}
      <form method="post" action={action}>
        {fields}
        <Button look="primary" size="big" wide>
          {letInHref ? "Open here" : "Open my requests"}
        </Button>
        {letInHref ? (
          <ButtonLink href={letInHref} size="big" wide>
            Let in the screen that is waiting
          </ButtonLink>
        ) : null}
      </form>
      <p className="assure">
        <CarriedIcon name="device" />
        <span>
          This link then works on this device only, for 30 days. On any other device we mail you a new one.
        </span>
      </p>
      <Facts
        rows={[
          { term: "Sent to", value: <Address masked={maskedAddress} /> },
          {
            term: "Sent by",
            value: (
              <>
                {firm.name} <span className="soft">{sentAt}</span>
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
      <p className="soft small after">
        {firm.phone ? (
          <>
            Not sure it is really us? Call {firm.name} on <PhoneLink phone={firm.phone} />.{" "}
          </>
        ) : null}
        <a href={helpHref}>What is this?</a>
      </p>
    </>
  );
}
