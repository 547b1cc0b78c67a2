import { AccessLinkCard } from "@/components/portal/access-link-card";
import { LinkForm, LoginCard } from "@/components/portal/login-card";
import { PageHead } from "@/components/portal/page-head";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import type { Firm } from "@/lib/access/host";
import { endedHere, type EndedHere } from "@/lib/access/ended-here";
import { ranOutHere } from "@/lib/access/ran-out";
import { clientTokens } from "@/lib/access/session";
import { currentMode } from "@/lib/logins/queries";
import { PasskeyDoor } from "./login/passkey-door";
import { typedBefore } from "./login/typed";
import { DoorPage } from "./door-page";
import { pressProblem } from "../press-problem";
import { SignedPress } from "./signed-press";

const notAnAddress = "Write an email address, like name@example.com.";

const wrong =
  "That email address and password do not go together here. Check both and try again. After many tries it works again in a quarter of an hour. You can also set a new password, or let us email you a link.";

const late = new Map(
  Object.entries({
    limit: "That was asked for very often from here just now. Wait a few minutes, then ask again.",
    over: "That took longer than ten minutes, or too many tries. Begin again.",
    passkey:
      "That passkey opens nothing here. It may have been removed, or belong to an earlier address of this portal. Let us email you a link instead; once you are logged in you can make a new passkey.",
  }),
);
const good = new Map(
  Object.entries({
    out: "You are signed out on this device. Nothing of yours is shown here any more.",
    login: "You are logged out. Nothing of yours is shown here any more.",
    set: "Your password is set. Log in with it now.",
  }),
);

const ended: Record<EndedHere, (firm: string) => string> = {
  revoked: (firm) =>
    `This device was signed out, by you or by ${firm}. Nothing you sent is lost. A new link opens it again.`,
  over: () =>
    "The 30 days of this device are over. Nothing you sent is lost. A new link opens it for 30 more.",
  login: () =>
    "You were logged out: after an hour without use, after a day, or because something about your login changed. Nothing you sent is lost.",
};

type DoorProps = {
  firm: Firm;
  problem?: string | undefined;
  said?: string | undefined;
  to?: string | undefined;
  /** Only the login: somebody asked for it (L2). */
  loginOnly?: boolean;
  /** By a typed address, also where this browser says whose it was. */
  byAddress?: boolean;
  /** In by a device already: no link is needed. */
  isIn?: boolean;
  /** The login's own address, which says when there is none (L6). */
  asksForLogin?: boolean;
};

/** What a browser without a device sees at the base URL and at /login (L1): a mailed link first, the login beside it. */
export async function DoorCard(props: DoorProps) {
  const { firm, problem = "", said = "", to = "/", loginOnly = false } = props;
  const unnamed = await pressProblem(problem);
  const linkError = problem === "email" ? notAnAddress : undefined;
  const note = linkError ? (
    <ErrorSummary errors={[{ fieldId: "email", message: linkError }]} />
  ) : (unnamed ?? late.get(problem)) ? (
    <Note kind="late">{unnamed ?? late.get(problem)}</Note>
  ) : good.has(said) ? (
    <Note kind="good">{good.get(said)}</Note>
  ) : null;
  const typed = await typedBefore(said === "set" ? said : problem);
  const address =
    props.isIn || props.byAddress || loginOnly || !mayBeRanOut.has(problem) ? undefined : await ranOut(firm);
  if (address) return <RanOut firm={firm} address={address} note={note} />;
  const why = note || props.isIn ? undefined : await endedHere(firm.id, await clientTokens());
  const told = why ? <Note kind="plain">{ended[why](firm.name)}</Note> : null;
  if ((await currentMode(firm.id)) === "link")
    return (
      <LinksOnly
        firm={firm}
        note={note}
        linkError={linkError}
        typed={typed}
        told={told}
        says={why === "login" || props.asksForLogin === true}
      />
    );
  return (
    <DoorPage firm={firm} wide={!loginOnly}>
      <LoginCard
        firmName={firm.name}
        note={note ?? told}
        problem={problem === "wrong" ? <ErrorSummary message={wrong} /> : null}
        linkError={linkError}
        linkFields={<SignedPress />}
        typed={typed}
        to={to}
        loginOnly={loginOnly}
        offersLink={loginOnly && props.isIn !== true}
        otherWay={<PasskeyDoor />}
      />
    </DoorPage>
  );
}

/** What a press on that one button can come back with. */
const mayBeRanOut = new Set(["", "limit", "again"]);

const ranOut = async (firm: Firm) => ranOutHere(firm.id, (await clientTokens()).browser);

/** A browser that no key binds, whose session ran out within the 30 days: one press mails a link to whom it opened for (A5). */
async function RanOut({ firm, address, note }: { firm: Firm; address: string; note: React.ReactNode }) {
  return (
    <DoorPage firm={firm}>
      <AccessLinkCard
        firm={{ name: firm.name, phone: firm.phone || undefined }}
        reason="ranOut"
        action="/enter/send"
        fields={<SignedPress />}
        maskedAddress={address}
        problem={note}
      />
      <p className="ways-out">
        <a href="/login?with=address">Another email address</a>
        {(await currentMode(firm.id)) === "link" ? null : <a href="/login?with=password">Log in</a>}
      </p>
    </DoorPage>
  );
}

type LinksOnlyProps = {
  firm: Firm;
  note?: React.ReactNode;
  linkError?: string | undefined;
  typed?: string;
  /** Why this browser is out. */
  told?: React.ReactNode;
  /** Says that there is no login: somebody asked for it, or was logged out by it. */
  says: boolean;
};

/** Where the firm has no logins: its login pages say so and offer a link (L6). */
export function LinksOnly({ firm, note = null, linkError, typed, told = null, says }: LinksOnlyProps) {
  return (
    <DoorPage firm={firm}>
      {note}
      <PageHead title={`Your requests from ${firm.name}`} mark={{ icon: "mail" }}>
        We mail you a link that opens them on this device. No password, nothing to install.
      </PageHead>
      {says ? (
        <Note kind="plain">
          {firm.name} uses links only, so there is no login here. If you had one, nothing of yours is lost.
        </Note>
      ) : (
        told
      )}
      <LinkForm firmName={firm.name} error={linkError} typed={typed} fields={<SignedPress />} />
    </DoorPage>
  );
}
