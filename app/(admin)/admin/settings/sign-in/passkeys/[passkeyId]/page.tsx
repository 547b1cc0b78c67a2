import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Block } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { longDayOf } from "@/lib/format";
import { StaffPage } from "../../../../staff-page";
import { NameForm, RemovePasskeyForm } from "../../factor-forms";
import { ownSignIn } from "../../own";

export const metadata: Metadata = { title: "Passkey" };

type Props = { params: Promise<{ passkeyId: string }> };

/** One of the own passkeys: its name, and its end (MF9). */
export default async function PasskeyPage({ params }: Props) {
  const { passkeyId } = await params;
  const { staff, factors, proof } = await ownSignIn();
  const passkey = factors.passkeys.find(({ id }) => id === passkeyId);
  if (!passkey) redirect("/admin/settings/sign-in");
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead title={passkey.name} crumbs={[{ label: "Your sign-in", href: "/admin/settings/sign-in" }]} />
      <div className="pane">
        <Block title="Its name">
          <p className="soft">A passkey, made on {longDayOf(passkey.createdAt, staff.firm)}.</p>
          <NameForm passkeyId={passkeyId} name={passkey.name} />
        </Block>
        <Block title="Remove it">
          <p className="soft">
            It signs nobody in any more, and you are signed out everywhere but here. Delete it in your
            device’s own settings too.
          </p>
          <RemovePasskeyForm passkeyId={passkeyId} proof={proof} />
        </Block>
      </div>
    </StaffPage>
  );
}
