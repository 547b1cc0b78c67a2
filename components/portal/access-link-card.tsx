import type { ReactNode } from "react";
import { Address, Facts } from "@/components/portal/facts";
import { PageHead } from "@/components/portal/page-head";
import { PhoneLink, type PortalFirm } from "@/components/portal/portal-parts";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Why a link opens nothing here. */
export type DeadLink = "ranOut" | "elsewhere" | "over" | "old" | "signedOut" | "revoked" | "unproven";

const reasons: Record<DeadLink, { title: string; lede: string }> = {
  ranOut: {
    title: "This browser has to be opened anew",
    lede: "It no longer holds what kept you in here. That happens when a browser clears its history. We can mail you a fresh link, and you go on where you were.",
  },
  elsewhere: {
    title: "This link is in use on another device",
    lede: "Each link opens on one device. We can mail you a fresh one for this device; the other one stays open.",
  },
  over: {
    title: "Your 30 days on this device are over",
    lede: "A link opens a device for 30 days. We can mail you a fresh one, and you go on where you were.",
  },
  old: {
    title: "This link is older than 30 days",
    lede: "For your safety an old mail opens nothing any more. We can mail you a fresh link.",
  },
  signedOut: {
    title: "You signed out on this device",
    lede: "Each link opens a device once. We can mail you a fresh one, and you go on where you were.",
  },
  unproven: {
    title: "This browser has to be opened anew",
    lede: "It could not show that it is still the one you opened our link in. We can mail you a fresh link, and you go on where you were.",
  },
  revoked: {
    title: "This device was signed out",
    lede: "It was done from another device of yours or by us. We can mail you a fresh link, and you go on where you were.",
  },
};

type Common = {
  firm: PortalFirm;
  action: string;
  fields?: ReactNode;
  problem?: ReactNode;
  from?: string | undefined;
};

function FromFacts({ firm, from }: { firm: PortalFirm; from?: string | undefined }) {
  const sender = (
    <>
      {firm.name} {from ? <span className="soft">{from}</span> : null}
    </>
  );
  const call = firm.phone ? (
    <>
      Call us on <PhoneLink phone={firm.phone} />. We never change it from here.
    </>
  ) : (
    "Call us. We never change it from here."
  );
  return (
    <Facts
      rows={[
        { term: "From", value: sender },
        { term: "New address?", value: call, plain: true },
      ]}
    />
  );
}

/** A link that no longer opens: why, and one thing to press. `from` is the address that will write. */
export function AccessLinkCard({
  firm,
  reason,
  action,
  fields,
  problem,
  maskedAddress,
  from,
}: Common & { reason: DeadLink; maskedAddress: string }) {
  const { title, lede } = reasons[reason];
  return (
    <>
      <PageHead title={title} mark={{ icon: "device" }}>
        {lede}
      </PageHead>
      {problem}
      <form method="post" action={action}>
        {fields}
        <Button look="primary" size="big" wide>
          Send access link
        </Button>
      </form>
      <p className="soft after">
        It goes to the address {reason === "ranOut" ? "we write to you at" : "this request was sent to"}:{" "}
        <Address masked={maskedAddress} own />
      </p>
      <FromFacts firm={firm} from={from} />
    </>
  );
}

type AskProps = Common & {
  title?: string | undefined;
  lede?: string | undefined;
  email?: string | undefined;
  error?: string | undefined;
};

/** The same without a link to go by: the address is typed. The answer is the same whether it is known or not. */
export function AskForLinkCard({ firm, action, fields, problem, from, title, lede, email, error }: AskProps) {
  return (
    <>
      {problem}
      <PageHead title={title ?? `Your requests from ${firm.name}`} mark={{ icon: "mail" }}>
        {lede ?? "We mail you a link that opens them on this device. No password, nothing to install."}
      </PageHead>
      <form method="post" action={action} noValidate>
        {fields}
        <TextField
          id="email"
          label="Email address"
          hint={`The one ${firm.name} writes to`}
          type="email"
          autoComplete="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          defaultValue={email}
          error={error}
        />
        <Button look="primary" size="big" wide>
          Send access link
        </Button>
      </form>
      <FromFacts firm={firm} from={from} />
    </>
  );
}
