import type { Metadata } from "next";
import { PageHead } from "@/components/portal/page-head";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mailedToken } from "@/lib/access/cookies";
import { numbersToPick } from "@/lib/access/let-in";
import { timeOf } from "@/lib/format";
import { DoorPage } from "../../../door-page";
import { portalFirm } from "../../../portal-firm";
import { pressProblem } from "../../../../press-problem";

export const metadata: Metadata = { title: "Let in a screen" };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ done?: string; problem?: string }>;
};

const problems = new Map(
  Object.entries({
    limit: "That was tried very often from here just now. Wait a few minutes, then try again.",
  }),
);
const endings = {
  in: {
    title: "That screen is open now",
    lede: "Your requests appear there in a moment. This device stays as it was; you can close this page.",
  },
  wrong: {
    title: "That was another number",
    lede: "Nothing was opened. Type the mail’s code on that screen, or ask for a new link there. If you did not ask for a link, close this page.",
  },
  over: {
    title: "No screen is waiting any more",
    lede: "A screen waits for 10 minutes. Ask for a new link there, or open your requests here.",
  },
};

/** On the phone: which number does the waiting screen show (A7, DECISIONS 15a)? Looking changes nothing. */
export default async function LetInPage({ params, searchParams }: Props) {
  const [{ token: given }, { done, problem = "" }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const firm = await portalFirm();
  const ask = done ? undefined : await numbersToPick(firm.id, token);
  if (!ask) {
    const { title, lede } = endings[done === "in" || done === "wrong" ? done : "over"];
    return (
      <DoorPage firm={firm}>
        <PageHead title={title} mark={{ icon: "computer" }}>
          {lede}
        </PageHead>
        {done === "in" ? null : (
          <p className="after">
            <ButtonLink href={`/m/${token}`}>Back to the link</ButtonLink>
          </p>
        )}
      </DoorPage>
    );
  }
  const said = (await pressProblem(problem)) ?? problems.get(problem);
  return (
    <DoorPage firm={firm}>
      <PageHead title="Which number does that screen show?" mark={{ icon: "computer" }}>
        It asked for this link at {timeOf(ask.askedAt, firm)}. Press its number, and your requests open there.
      </PageHead>
      {said ? <Note kind="late">{said}</Note> : null}
      <form method="post" action={`/m/${token}/let-in/pick`} className="picks">
        {ask.numbers.map((number) => (
          <Button key={number} name="number" value={number} size="big">
            {number}
          </Button>
        ))}
      </form>
      <p className="soft after">
        Only if you are looking at that screen yourself. If somebody tells you a number, close this page.
      </p>
      <p className="after">
        <ButtonLink href={`/m/${token}/enter`}>Open here instead</ButtonLink>
      </p>
    </DoorPage>
  );
}
