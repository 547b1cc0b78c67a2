import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/portal/page-head";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { plural } from "@/lib/format";
import { ClientPage, homeOf } from "../../portal-page";
import { loggedInPage } from "../logged-in";
import { CodesForm } from "./codes-form";

export const metadata: Metadata = { title: "Recovery codes" };

type Props = { searchParams: Promise<{ first?: string }> };

/** Ten codes for the day the phone is lost; new ones end the old ones (L8). */
export default async function CodesPage({ searchParams }: Props) {
  const { firm, visitor, factors, as, proof } = await loggedInPage("/devices/codes");
  if (!factors.totpSince) redirect("/devices/app");
  const first = (await searchParams).first !== undefined;
  const left = factors.codesLeft;
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead
        title={first ? "Your app is set up. Now your recovery codes" : "Recovery codes"}
        back={
          first
            ? { href: homeOf(visitor), label: "Later" }
            : { href: "/devices#login", label: "Log-in and security" }
        }
      >
        Should you lose your phone, one of these codes lets you in instead of the app. Each works once.{" "}
        {left > 0
          ? `You have ${plural(left, "code")} left of ${recoveryCodeCount}; new ones end these, and log you out everywhere but here.`
          : first
            ? ""
            : "Making them logs you out everywhere but here."}
      </PageHead>
      <CodesForm as={as} proof={proof} anew={left > 0} />
    </ClientPage>
  );
}
