import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Block } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { proofWanted } from "@/lib/factors/prove-again";
import { ownMailsCarryWords } from "@/lib/firms/mails-carry-words";
import { portalSettings } from "@/lib/firms/portal-settings";
import { effectiveMode, mayChooseMode } from "@/lib/firms/security-mode";
import { plural } from "@/lib/format";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { MailWordsForm } from "./mail-words-form";
import { ModeCards, modeCards } from "./mode-cards";
import { ModeDialog } from "./mode-dialog";

export const metadata: Metadata = { title: "Client portal" };

type Props = { searchParams: Promise<{ mode?: string; saved?: string }> };

const plans = { team: "Team plan", business: "Business plan", enterprise: "Enterprise plan" } as const;

/** Settings › Client portal: how clients get in, for owner and admin (L6, L10, F4). */
export default async function PortalSettingsPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  const settings = await portalSettings(staff.actor);
  const current = effectiveMode(settings.plan, settings.mode);
  const wanted = modeCards.find(({ mode }) => mode === asked.mode)?.mode;
  const asks = wanted && wanted !== current && mayChooseMode(settings.plan, wanted).ok ? wanted : undefined;
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="Client portal" crumbs={[]} aside={plans[settings.plan]}>
        <ButtonLink href={staff.firm.origin} icon="eye">
          Open portal
        </ButtonLink>
      </AdminHead>
      <SettingsTabs role={staff.actor.role} current="portal" />
      <div className="pane">
        {asked.saved ? (
          <Note kind="good" live>
            {asked.saved === "mails"
              ? "Saved. It holds from the next mail on."
              : "Saved. It holds from your clients’ next click on."}
          </Note>
        ) : null}
        <section className="blk" aria-labelledby="ways-in">
          <h2 id="ways-in">How clients get in</h2>
          <p className="soft">For every client of the firm. You can change it at any time.</p>
          <ModeCards key={current} plan={settings.plan} current={current} />
          <Note kind="plain">{aheadOf2fa(settings)}</Note>
        </section>
        <Block title="Mails about comments and answers">
          <p className="soft after">
            With the words in the mail, a look is enough: your clients read what you wrote, and you read what
            they wrote. Files never go with a mail, only their names. Without, mails say that there is
            something to read.
          </p>
          <MailWordsForm carry={await ownMailsCarryWords(staff.actor)} />
        </Block>
      </div>
      {asks ? <ModeDialog mode={asks} settings={settings} proof={await proofWanted(staff.actor)} /> : null}
    </StaffPage>
  );
}

function aheadOf2fa({ logins, withoutSecond }: { logins: number; withoutSecond: number }): string {
  if (logins === 0)
    return "No client has a login yet. Every mail brings a magic link that works without one.";
  return `With 2FA, ${withoutSecond} of ${plural(logins, "client")} with a login would be asked to set one up the next time. Nobody loses what they sent.`;
}
