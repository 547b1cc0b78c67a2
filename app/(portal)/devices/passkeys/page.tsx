import type { Metadata } from "next";
import { PageHead } from "@/components/portal/page-head";
import { ClientPage } from "../../portal-page";
import { loggedInPage } from "../logged-in";
import { PasskeyAdd } from "./passkey-add";

export const metadata: Metadata = { title: "Make a passkey" };

/** Adds a passkey of the device in hand, or a security key (L8, L9). */
export default async function NewPasskeyPage() {
  const { firm, visitor, as, proof } = await loggedInPage("/devices/passkeys");
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead title="Make a passkey" back={{ href: "/devices#login", label: "Log-in and security" }}>
        With a passkey you log in as you unlock this device: by finger, face or PIN. There is nothing to
        remember, and nothing that could be copied from you.
      </PageHead>
      <PasskeyAdd as={as} proof={proof} />
    </ClientPage>
  );
}
