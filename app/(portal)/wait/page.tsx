import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { CheckEmailCard } from "@/components/portal/check-email-card";
import { errorTitle } from "@/components/ui/error-title";
import { cookieNames, readCookie } from "@/lib/access/cookies";
import { waitingAsk } from "@/lib/access/waiting";
import { timeOf } from "@/lib/format";
import { DoorPage } from "../door-page";
import { portalFirm } from "../portal-firm";
import { pressProblem } from "../../press-problem";
import { SignedPress } from "../signed-press";
import { WaitWatch } from "./wait-watch";

type Props = { searchParams: Promise<{ problem?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: errorTitle("Check your email", (await searchParams).problem === "wrong") };
}

const wrongCode = "That is not the code of the newest mail. Look at its six digits, then type them again.";
const problems = new Map(
  Object.entries({
    over: "Codes no longer work on this screen. Press “Send it again”, then type the code of the new mail.",
    codes:
      "Too many codes were tried for this address, by you or by somebody else. Open the link in the mail instead: it works.",
    used: "That link is in use on another device. Press “Send it again” for one of your own.",
    limit: "That was tried very often from here just now. Wait a few minutes, then try again.",
  }),
);

/** After "Send access link": the screen waits to be let in (A7). The same for every address (A8). */
export default async function WaitPage({ searchParams }: Props) {
  const { problem = "" } = await searchParams;
  const firm = await portalFirm();
  const sent = await headers();
  const ask = await waitingAsk(firm.id, {
    browserToken: readCookie(sent, cookieNames.browser),
    waitToken: readCookie(sent, cookieNames.wait),
  });
  if (!ask) redirect("/login");
  if (ask.letIn && problem === "") redirect("/wait/enter");
  return (
    <DoorPage firm={firm}>
      <CheckEmailCard
        firm={{ name: firm.name, phone: firm.phone || undefined }}
        at={timeOf(ask.askedAt, firm)}
        address={ask.maskedEmail}
        again="/login"
        problem={(await pressProblem(problem)) ?? problems.get(problem)}
        codeError={problem === "wrong" ? wrongCode : undefined}
        codeFields={<SignedPress />}
        codeAction={ask.codeOpen ? "/wait/code" : undefined}
        number={ask.numberOpen ? ask.number : undefined}
      />
      <WaitWatch />
    </DoorPage>
  );
}
