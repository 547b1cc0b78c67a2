import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Block, None } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mayUse } from "@/lib/access/permissions";
import { firmKeys } from "@/lib/api/firm-keys";
import { inScopeWords, scopes } from "@/lib/api/scopes";
import { longDayOf, whenOf } from "@/lib/format";
import { DeedButton } from "../../deed";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { endApiKey } from "./actions";

export const metadata: Metadata = { title: "API keys" };

type Props = { searchParams: Promise<{ ended?: string }> };

const inWords = (allowed: string[]): string =>
  allowed.length === scopes.length ? "Everything that the API can do" : allowed.map(inScopeWords).join(" · ");

/** Settings › API keys: which programs get in, as whom, what each may do (I1). */
export default async function KeysPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  const keys = await firmKeys(staff.actor);
  const [now, place] = [new Date(), staff.firm];
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="API keys" count={keys.filter((key) => !key.revokedAt).length}>
        <ButtonLink href="/admin/settings/keys/new" look="primary" icon="plus">
          New API key
        </ButtonLink>
      </AdminHead>
      <SettingsTabs role={staff.actor.role} current="keys" />
      <div className="pane">
        {asked.ended ? (
          <Note kind="good" live>
            The key is ended. The program that holds it is out.
          </Note>
        ) : null}
        <Block title="Keys">
          {keys.length === 0 ? (
            <None>No keys yet. With one, another program of yours reads and writes here in your name.</None>
          ) : (
            <Table
              caption="API keys"
              columns={[
                { label: "Key" },
                { label: "Made by", width: "w-[10rem]" },
                { label: "Last used", width: "w-[10rem]" },
                { label: "State", hidden: true, width: "w-[8rem]" },
              ]}
            >
              {keys.map((key) => (
                <tr key={key.id}>
                  <TitleCell
                    title={key.name}
                    sub={
                      <>
                        {key.hint}… acts as {key.actsAs}. {inWords(key.scopes)}
                      </>
                    }
                  />
                  <Cell label="Made by">
                    {key.madeBy ?? "The operator"}, {longDayOf(key.createdAt, place)}
                  </Cell>
                  <Cell label="Last used">
                    {key.lastUsedAt ? whenOf(key.lastUsedAt, now, place) : "Not used yet"}
                  </Cell>
                  <Cell phone="end">
                    {key.revokedAt ? (
                      <Status kind="mute">Ended</Status>
                    ) : (
                      <DeedButton
                        deed={{
                          action: endApiKey,
                          fields: { key_id: key.id },
                          label: "End",
                          busyLabel: "Ending …",
                          look: "danger",
                        }}
                        about={key.name}
                      />
                    )}
                  </Cell>
                </tr>
              ))}
            </Table>
          )}
        </Block>
      </div>
    </StaffPage>
  );
}
