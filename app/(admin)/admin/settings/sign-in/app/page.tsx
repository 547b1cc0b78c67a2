import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { asToken } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { newTotpSecret } from "@/lib/factors/add-totp";
import { longDayOf } from "@/lib/format";
import { TotpSteps } from "../../../../../totp-steps";
import { StaffPage } from "../../../staff-page";
import { AddAppForm, RemoveAppForm } from "../factor-forms";
import { ownSignIn } from "../own";

export const metadata: Metadata = { title: "Authenticator app" };

type Props = { searchParams: Promise<{ salt?: string }> };

const crumbs = [{ label: "Your sign-in", href: "/admin/settings/sign-in" }];

/** Sets an authenticator app up, or takes it away (F4). */
export default async function AppPage({ searchParams }: Props) {
  const { staff, factors, proof } = await ownSignIn();
  if (factors.totpSince) {
    return (
      <StaffPage staff={staff} current="me">
        <AdminHead title="Authenticator app" crumbs={crumbs} />
        <div className="pane">
          <p className="soft">
            Set up on {longDayOf(factors.totpSince, staff.firm)}. Removing it also ends its recovery codes,
            and signs you out everywhere but here.
          </p>
          <RemoveAppForm proof={proof} />
        </div>
      </StaffPage>
    );
  }
  const salt = asToken((await searchParams).salt);
  // in the address, so that a load of this page shows the same code again
  if (!salt) redirect(`/admin/settings/sign-in/app?salt=${newToken()}`);
  const { secret, email } = await newTotpSecret(staff.actor, salt);
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead title="Set up an authenticator app" crumbs={crumbs} />
      <div className="pane">
        <p className="soft">
          It shows a new 6-digit code every half minute. After the mailed link you type that code too.
        </p>
        <TotpSteps secret={secret} issuer={staff.firm.name} email={email} />
        <AddAppForm salt={salt} proof={proof} />
      </div>
    </StaffPage>
  );
}
