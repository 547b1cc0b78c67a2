import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Block } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { undoSeconds } from "@/lib/firms/undo-seconds";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { UndoForm } from "./undo-form";

export const metadata: Metadata = { title: "Sending" };

type Props = { searchParams: Promise<{ saved?: string }> };

/** Settings › Sending: for how long a sending can be undone, for owner and admin (S10). */
export default async function SendingPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  const seconds = await undoSeconds(staff.actor);
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="Sending" />
      <SettingsTabs role={staff.actor.role} current="sending" />
      <div className="pane">
        {asked.saved ? (
          <Note kind="good" live>
            Saved. It holds from the next sending on.
          </Note>
        ) : null}
        <Block title="Undo">
          <p className="soft after">
            Lodge holds the mails of a request that you send or resend for some seconds. Until then you can
            undo it: no mail goes out, and no client sees the request.
          </p>
          <UndoForm key={seconds} seconds={seconds} />
        </Block>
      </div>
    </StaffPage>
  );
}
