import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/portal/page-head";
import { asToken } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { newTotpSecret } from "@/lib/factors/add-totp";
import { longDayOf } from "@/lib/format";
import { ClientPage } from "../../portal-page";
import { TotpSteps } from "../../../totp-steps";
import { loggedInPage } from "../logged-in";
import { AddAppForm, RemoveAppForm } from "./app-form";

export const metadata: Metadata = { title: "Authenticator app" };

type Props = { searchParams: Promise<{ salt?: string }> };

const back = { href: "/devices#login", label: "Log-in and security" };

/** Sets an authenticator app up, or takes it away (L8). */
export default async function AppPage({ searchParams }: Props) {
  const { firm, visitor, factors, as, proof } = await loggedInPage("/devices/app");
  if (factors.totpSince) {
    return (
      <ClientPage firm={firm} visitor={visitor} current="devices">
        <PageHead title="Authenticator app" back={back}>
          Set up on {longDayOf(factors.totpSince, firm)}. Removing it also ends its recovery codes, and logs
          you out everywhere but here.
        </PageHead>
        <RemoveAppForm as={as} proof={proof} />
      </ClientPage>
    );
  }
  const salt = asToken((await searchParams).salt);
  // in the address, so that a load of this page shows the same code again
  if (!salt) redirect(`/devices/app?salt=${newToken()}`);
  const { secret, email } = await newTotpSecret(visitor.actor, salt);
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead title="Set up an authenticator app" back={back}>
        It shows a new 6-digit code every half minute. At a log-in with your password you type that code too.
      </PageHead>
      <TotpSteps secret={secret} issuer={firm.name} email={email} />
      <AddAppForm as={as} salt={salt} proof={proof} />
    </ClientPage>
  );
}
