import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Block, Kv } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { proofWanted } from "@/lib/factors/prove-again";
import { staffSecondFactor } from "@/lib/firms/portal-settings";
import { plural } from "@/lib/format";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { SecondFactorForm } from "./second-factor-form";

export const metadata: Metadata = { title: "Staff sign-in" };

type Props = { searchParams: Promise<{ saved?: string }> };

/** Settings › Staff sign-in: whether everybody who works here needs a second factor; an owner decides (F4). */
export default async function StaffSettingsPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  const { on, without } = await staffSecondFactor(staff.actor);
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="Staff sign-in" />
      <SettingsTabs role={staff.actor.role} current="staff" />
      <div className="pane">
        {asked.saved ? (
          <Note kind="good" live>
            Saved. It holds from each one’s next sign-in on, and every owner is told by mail.
          </Note>
        ) : null}
        <Block title="Second factor">
          <Kv
            rows={[
              {
                term: "Now",
                value: on ? <Status kind="ok">Asked for</Status> : <Status kind="mute">Not asked for</Status>,
              },
              {
                term: "Without one",
                value:
                  without === 0
                    ? "Nobody: everybody who works here has one."
                    : `${plural(without, "person has", "people have")} none yet.`,
              },
            ]}
          />
          <p className="soft after">
            {on
              ? "Besides the mailed link everybody gives a code of an app, or uses a passkey. Who has none sets one up at the second sign-in."
              : "Who has set up an app or a passkey is asked for it all the same. The others sign in by the mailed link alone."}
          </p>
          {mayUse(staff.actor.role, "staff.factors") ? (
            <SecondFactorForm key={String(on)} on={on} proof={await proofWanted(staff.actor)} />
          ) : (
            <p className="soft">Only an owner of the firm can change this.</p>
          )}
        </Block>
      </div>
    </StaffPage>
  );
}
