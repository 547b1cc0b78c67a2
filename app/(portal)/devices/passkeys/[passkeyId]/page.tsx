import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead, Section } from "@/components/portal/page-head";
import { longDayOf } from "@/lib/format";
import { ClientPage } from "../../../portal-page";
import { loggedInPage } from "../../logged-in";
import { NameForm, RemoveForm } from "./passkey-forms";

export const metadata: Metadata = { title: "Passkey" };

type Props = { params: Promise<{ passkeyId: string }> };

/** One of the own passkeys: its name, and its end (MF9). */
export default async function PasskeyPage({ params }: Props) {
  const { passkeyId } = await params;
  const { firm, visitor, factors, as, proof } = await loggedInPage("/devices");
  const passkey = factors.passkeys.find(({ id }) => id === passkeyId);
  if (!passkey) redirect("/devices#login");
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead title={passkey.name} back={{ href: "/devices#login", label: "Log-in and security" }}>
        A passkey, made on {longDayOf(passkey.createdAt, firm)}.
      </PageHead>
      <NameForm as={as} passkeyId={passkeyId} name={passkey.name} />
      <Section title="Remove it">
        <p className="soft">
          It logs nobody in any more, and you are logged out everywhere but here. Delete it in your device’s
          own settings too.
        </p>
        <RemoveForm as={as} passkeyId={passkeyId} proof={proof} />
      </Section>
    </ClientPage>
  );
}
