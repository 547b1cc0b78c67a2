import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/portal/page-head";
import { ClientPage } from "../../portal-page";
import { loggedInPage } from "../logged-in";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "Change your password" };

/** A new password for whoever knows the present one (L4). */
export default async function PasswordPage() {
  const { firm, visitor, factors, as } = await loggedInPage("/devices/password");
  if (!factors.passwordSetAt) redirect("/login/help");
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead title="Change your password" back={{ href: "/devices#login", label: "Log-in and security" }}>
        You stay logged in here, and are logged out everywhere else.
      </PageHead>
      <PasswordForm as={as} email={factors.email} />
      <p className="soft after">
        Do you not know the present one? Log out, then choose <b>Get help signing in</b> on the log-in page.
      </p>
    </ClientPage>
  );
}
