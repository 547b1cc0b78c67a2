import type { Metadata } from "next";
import { PageHead } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mailedToken } from "@/lib/access/cookies";
import type { Firm } from "@/lib/access/host";
import { mailedDevice } from "@/lib/devices/revoke-by-mail";
import { deviceGlyph, deviceInWords, placeInWords } from "@/lib/devices/rules";
import { whenOf } from "@/lib/format";
import { DoorPage } from "../../../door-page";
import { portalFirm } from "../../../portal-firm";
import { pressProblem } from "../../../../press-problem";

export const metadata: Metadata = { title: "A new device" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string }> };

const problems = new Map(
  Object.entries({
    limit: "That was tried very often from here just now. Wait a few minutes, then press again.",
  }),
);

/** Where the mail about a new device leads (A15): one button that signs it out. Looking changes nothing. */
export default async function RevokePage({ params, searchParams }: Props) {
  const [{ token: given }, { problem = "" }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const firm = await portalFirm();
  const device = await mailedDevice(firm.id, token);
  const said = (await pressProblem(problem)) ?? problems.get(problem);
  if (!device)
    return (
      <DoorPage firm={firm}>
        <PageHead title="This link signs nothing out" mark={{ icon: "device" }}>
          It may be cut short or older than 30 days. Open your requests to see every device that is in.
        </PageHead>
        <p className="after">
          <ButtonLink href="/devices">Your devices</ButtonLink>
        </p>
        <AskUs firm={firm} />
      </DoorPage>
    );
  const where = placeInWords(device, firm.locale);
  const seen = `${deviceInWords(device)}${where ? `, ${where}` : ""}, opened ${whenOf(device.claimedAt, new Date(), firm)}.`;
  if (!device.live)
    return (
      <DoorPage firm={firm}>
        <PageHead title="That device is signed out" mark={{ icon: "device" }}>
          {seen} It shows nothing of yours any more.
        </PageHead>
        <p className="after">
          There is nothing else to change here. If you did not open that device, somebody else may read your
          email: tell us, and change your email’s password.
        </p>
        <AskUs firm={firm} />
      </DoorPage>
    );
  return (
    <DoorPage firm={firm}>
      <PageHead title="Was this not you?" mark={{ icon: deviceGlyph(device) }}>
        {seen}
      </PageHead>
      {said ? <Note kind="late">{said}</Note> : null}
      <form method="post" action={`/devices/revoke/${token}/end`}>
        <Button look="danger" size="big" wide>
          Sign this device out
        </Button>
      </form>
      <p className="soft after">
        It shows nothing of yours from its next click on. Your other devices stay in. If it was you, close
        this page: nothing changes.
      </p>
      <AskUs firm={firm} />
    </DoorPage>
  );
}

function AskUs({ firm }: { firm: Firm }) {
  return (
    <p className="soft after">
      {firm.phone ? (
        <>
          Not sure? Call {firm.name} on <PhoneLink phone={firm.phone} />.
        </>
      ) : (
        `Not sure? Ask ${firm.name}.`
      )}
    </p>
  );
}
