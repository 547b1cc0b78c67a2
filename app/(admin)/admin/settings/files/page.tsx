import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Block } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { ownFilesTaken } from "@/lib/files/files-taken";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { FileRulesForm } from "./file-rules-form";

export const metadata: Metadata = { title: "Files" };

type Props = { searchParams: Promise<{ saved?: string }> };

/** Settings › Files: what the firm takes less of than everybody, for owner and admin (D3). */
export default async function FileSettingsPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  const rules = await ownFilesTaken(staff.actor);
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="Files" />
      <SettingsTabs role={staff.actor.role} current="files" />
      <div className="pane">
        {asked.saved ? (
          <Note kind="good" live>
            Saved. It holds from the next file on; files that are here already stay.
          </Note>
        ) : null}
        <Block title="Files you don’t take">
          <p className="soft after">
            Nobody can send programs, scripts, shortcuts, installers or disk images, whatever you choose here.
            Documents with macros, source code and archives with programs in them are taken and marked, so
            that you see it before you open them.
          </p>
          <FileRulesForm
            refusedEndings={rules.refusedEndings}
            refusesMacros={rules.refusesMacros}
            refusesArchivedPrograms={rules.refusesArchivedPrograms}
          />
        </Block>
      </div>
    </StaffPage>
  );
}
