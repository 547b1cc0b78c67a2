import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AdminDoor } from "@/components/admin/admin-frame";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { mailedToken } from "@/lib/access/cookies";
import { requestHost } from "@/lib/access/host";
import { staffLinkIsFresh } from "@/lib/staff/sign-in";
import { pressProblem } from "../../../../press-problem";

export const metadata: Metadata = { title: "Sign in" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string }> };

/** A staff member's link: one button. Looking at the page uses nothing up (A3). */
export default async function SignInLinkPage({ params, searchParams }: Props) {
  const [{ token: given }, { problem }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const host = await requestHost();
  if (host.kind !== "firm" && host.kind !== "operator") notFound();
  if (!(await staffLinkIsFresh(host, token))) redirect("/admin/sign-in?problem=link");
  const said = await pressProblem(problem);
  return (
    <AdminDoor firmName={host.kind === "firm" ? host.firm.name : undefined}>
      <h1>Sign in</h1>
      {said ? <Note kind="late">{said}</Note> : null}
      <p className="soft">You stay signed in on this computer for 12 hours.</p>
      <form method="post" action={`/admin/sign-in/${token}/open`}>
        <Button look="primary" wide>
          Sign in
        </Button>
      </form>
    </AdminDoor>
  );
}
