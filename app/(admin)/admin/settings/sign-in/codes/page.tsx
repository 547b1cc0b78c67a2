import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { plural } from "@/lib/format";
import { StaffPage } from "../../../staff-page";
import { ownSignIn } from "../own";
import { CodesForm } from "./codes-form";

export const metadata: Metadata = { title: "Recovery codes" };

type Props = { searchParams: Promise<{ first?: string }> };

/** Ten codes for the day the phone is lost; new ones end the old ones (F4). */
export default async function CodesPage({ searchParams }: Props) {
  const { staff, factors, proof } = await ownSignIn();
  if (!factors.totpSince) redirect("/admin/settings/sign-in/app");
  const first = (await searchParams).first !== undefined;
  const left = factors.codesLeft;
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead
        title={first ? "Your app is set up. Now your recovery codes" : "Recovery codes"}
        crumbs={[{ label: first ? "Later" : "Your sign-in", href: "/admin/settings/sign-in" }]}
      />
      <div className="pane">
        <p className="soft">
          Should you lose your phone, one of these codes signs you in instead of the app. Each works once.{" "}
          {left > 0
            ? `You have ${plural(left, "code")} left of ${recoveryCodeCount}; new ones end these, and sign you out everywhere but here.`
            : first
              ? ""
              : "Making them signs you out everywhere but here."}
        </p>
        <CodesForm proof={proof} anew={left > 0} />
      </div>
    </StaffPage>
  );
}
