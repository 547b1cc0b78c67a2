import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AdminDoor } from "@/components/admin/admin-frame";
import { Button } from "@/components/ui/button";
import { requestHost } from "@/lib/access/host";
import { staffLinkIsFresh } from "@/lib/staff/sign-in";

export const metadata: Metadata = { title: "Sign in" };

type Props = { params: Promise<{ token: string }> };

/** A staff member's link: one button. Looking at the page uses nothing up (A3). */
export default async function SignInLinkPage({ params }: Props) {
  const { token } = await params;
  const host = await requestHost();
  if (host.kind !== "firm" && host.kind !== "operator") notFound();
  if (!(await staffLinkIsFresh(host, token))) redirect("/admin/sign-in?problem=link");
  return (
    <AdminDoor firmName={host.kind === "firm" ? host.firm.name : undefined}>
      <h1>Sign in</h1>
      <p className="soft">You stay signed in on this computer for 12 hours.</p>
      <form method="post" action={`/admin/sign-in/${token}/open`}>
        <Button look="primary" wide>
          Sign in
        </Button>
      </form>
    </AdminDoor>
  );
}
