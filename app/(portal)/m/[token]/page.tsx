import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AccessLinkCard, AskForLinkCard } from "@/components/portal/access-link-card";
import { LandingCard } from "@/components/portal/landing-card";
import { Note } from "@/components/ui/note";
import { cookieNames, mailedToken, readCookie } from "@/lib/access/cookies";
import { originOf } from "@/lib/access/host";
import { lookAtLink } from "@/lib/access/link-state";
import { provePath } from "@/lib/access/public-post";
import { clientTokens } from "@/lib/access/session";
import { visitorOf } from "@/lib/access/visitor-rules";
import { longDayOf, timeOf } from "@/lib/format";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { pressProblem } from "../../../press-problem";
import { SignedPress } from "../../signed-press";

export const metadata: Metadata = { title: "Open my requests" };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ problem?: string | string[]; key?: string | string[] }>;
};

const problems = new Map(
  Object.entries({
    unsigned: "Press the button once more. Your browser had not said in time that it is this one.",
    refused: "That press did not come from this page. Press the button here.",
    limit: "That was tried very often from here just now. Wait a few minutes, then press again.",
  }),
);

/** A link's page (A2, A6). It renders or redirects and sets nothing, however often it is looked at (A3). */
export default async function LinkPage({ params, searchParams }: Props) {
  const [{ token: given }, { problem = "", key }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const firm = await portalFirm();
  const sent = await headers();
  const tokens = await clientTokens();
  const state = await lookAtLink(firm.id, {
    token,
    browserToken: tokens.browser,
    session: tokens.session,
    proof: tokens.proof,
    keyLost: key === "lost",
    waitToken: readCookie(sent, cookieNames.wait),
    visitor: visitorOf(sent.get("x-lodge-method") ?? "GET", sent),
    agent: sent.get("user-agent") ?? "",
    from: originOf(sent),
  });
  // the press was made on this very screen (DECISIONS 4); one that was refused comes back with a problem
  const askedHere = state.kind === "fresh" && state.screen === "here" && problem === "";
  if (state.kind === "mine" || askedHere) redirect(`/m/${token}/enter`);
  if (state.kind === "prove") redirect(provePath(`/m/${token}`));
  if (state.kind === "waiting") redirect(`/m/${token}/let-in`);
  const said =
    (await pressProblem(problem)) ?? (typeof problem === "string" ? problems.get(problem) : undefined);
  // what could not sign in time is not asked to a second time
  const signed = problem === "unsigned" ? null : <SignedPress />;
  const note = said ? <Note kind="late">{said}</Note> : null;
  const portal = { name: firm.name, phone: firm.phone || undefined };
  if (state.kind === "generic") {
    return (
      <DoorPage firm={firm}>
        <AskForLinkCard
          firm={portal}
          action="/login/send"
          fields={signed}
          problem={note}
          title="This link opens nothing here"
          lede="It may be cut short, replaced or meant for somebody else. Type your email address, and we mail you a fresh one."
        />
      </DoorPage>
    );
  }
  if (state.kind === "fresh") {
    return (
      <DoorPage firm={firm}>
        <LandingCard
          firm={portal}
          sender={state.sender ? { name: state.sender.name, role: state.sender.title } : undefined}
          action={`/m/${token}/open`}
          fields={signed}
          letInHref={state.screen === "elsewhere" ? `/m/${token}/let-in` : undefined}
          maskedAddress={state.maskedEmail}
          sentAt={`${longDayOf(state.issuedAt, firm)}, ${timeOf(state.issuedAt, firm)}`}
          helpHref="/help"
          problem={note}
        />
      </DoorPage>
    );
  }
  return (
    <DoorPage firm={firm}>
      <AccessLinkCard
        firm={portal}
        reason={state.kind}
        action={`/m/${token}/send`}
        fields={signed}
        maskedAddress={state.maskedEmail}
        problem={note}
      />
    </DoorPage>
  );
}
