import type { Metadata } from "next";
import { headers } from "next/headers";
import { AskForLinkCard } from "@/components/portal/access-link-card";
import { PageHead } from "@/components/portal/page-head";
import { ButtonLink } from "@/components/ui/button";
import { mustProve } from "@/lib/access/device-key";
import { originOf, type Firm } from "@/lib/access/host";
import { insidePath, lostPressPath, provePath } from "@/lib/access/public-post";
import { clientTokens, liveDevicesOf } from "@/lib/access/session";
import { currentMode } from "@/lib/logins/queries";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { SignedPress } from "../../signed-press";
import { ProveHere } from "./prove-here";

export const metadata: Metadata = { title: "One moment" };

type Props = { searchParams: Promise<Partial<Record<"to" | "lost", string | string[]>>> };

const lostTitle = "This browser has to be opened anew";
const lostWords =
  "It could not show that it is still the one you opened our link in. That happens after its history was cleared. Nothing of yours is lost.";
const scriptWords =
  "This browser has to show that it is still the one you opened our link in, and needs JavaScript for that. Switch it on and load this page again, or go on without.";

/** A bound device that comes back after ten minutes shows its key and goes on by itself; else a fresh link is offered (A14, DECISIONS 12). */
export default async function ProvePage({ searchParams }: Props) {
  const asked = await searchParams;
  const to = insidePath(typeof asked.to === "string" ? asked.to : null);
  const pressLost = asked.lost === "1";
  const again = pressLost ? lostPressPath(to) : provePath(to);
  const firm = await portalFirm();
  const tokens = await clientTokens();
  if (!(await mustProve(firm.id, tokens)))
    return (
      <DoorPage firm={firm}>
        <ProveHere needed={false} {...{ to, again, pressLost }} without={undefined} lost={null} />
      </DoorPage>
    );
  const others = (await liveDevicesOf(firm.id, tokens, originOf(await headers()))).length > 0;
  // a link of ours opens this browser anew by itself
  const link = /^\/m\/[\w-]+$/.test(to) ? `${to}?key=lost` : undefined;
  const ways = { firm, link, others, logins: (await currentMode(firm.id)) !== "link" };
  return (
    <DoorPage firm={firm}>
      <noscript>
        <OpenAnew {...ways} words={scriptWords} />
      </noscript>
      <div className="needs-script">
        <ProveHere
          needed
          {...{ to, again, pressLost }}
          without={link}
          lost={<OpenAnew {...ways} words={lostWords} />}
        />
      </div>
    </DoorPage>
  );
}

type Ways = { firm: Firm; link: string | undefined; words: string; others: boolean; logins: boolean };

/** Without its key: the link that was just opened, or a fresh one; and the other ways in. */
function OpenAnew({ firm, link, words, others, logins }: Ways) {
  return (
    <>
      {link ? (
        <>
          <PageHead title={lostTitle} mark={{ icon: "device" }}>
            {words}
          </PageHead>
          <p className="after">
            <ButtonLink href={link} look="primary" size="big" wide>
              Open my link
            </ButtonLink>
          </p>
        </>
      ) : (
        <AskForLinkCard
          firm={{ name: firm.name, phone: firm.phone || undefined }}
          action="/login/send"
          fields={<SignedPress />}
          title={lostTitle}
          lede={`${words} Type your email address, and we mail you a fresh link.`}
        />
      )}
      {others || logins ? (
        <p className="ways-out">
          {others ? <a href="/enter?to=/&key=lost">Somebody else here</a> : null}
          {logins ? <a href="/login?with=password&key=lost">Log in</a> : null}
        </p>
      ) : null}
    </>
  );
}
