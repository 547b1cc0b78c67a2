import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AdminDoor } from "@/components/admin/admin-frame";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { requestHost } from "@/lib/access/host";
import { pageStaff } from "@/lib/access/staff-session";
import { hasMailbox } from "@/lib/messages/mailbox";
import { PasskeyForm } from "../../../passkey-form";

type Props = { searchParams: Promise<{ problem?: string; sent?: string; out?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: errorTitle("Sign in", (await searchParams).problem === "email") };
}

const notes = {
  link: "That link was used or is older than ten minutes. Ask for a new one.",
  over: "That took longer than ten minutes, or was wrong five times. Ask for a new link.",
  limit: "That was too many tries. Wait an hour, then ask for a new link.",
  passkey: "That passkey opens nothing here. Ask for a link instead.",
};
const notAnAddress = "Write an email address, like name@example.com.";

/** Staff sign in by a mailed link or a passkey; there are no passwords (DECISIONS 16). */
export default async function SignInPage({ searchParams }: Props) {
  const { problem, sent, out } = await searchParams;
  const host = await requestHost();
  if (host.kind === "moved") redirect(`${host.to}/admin`);
  if (host.kind === "unknown") notFound();
  if (await pageStaff()) redirect("/admin");
  return (
    <AdminDoor firmName={host.kind === "firm" ? host.firm.name : undefined}>
      {problem === "email" ? <ErrorSummary errors={[{ fieldId: "email", message: notAnAddress }]} /> : null}
      {problem && problem in notes ? <Note kind="late">{notes[problem as keyof typeof notes]}</Note> : null}
      {out ? <Note kind="good">You are signed out.</Note> : null}
      {sent ? (
        <>
          <h1>Check your email</h1>
          <p className="soft">
            If somebody with that address works here, a sign-in link is on its way. It works once, for ten
            minutes. Nothing after a minute? Look in spam, or ask the owner of your firm which address is
            yours.
          </p>
          {hasMailbox() ? (
            <p>
              This is a demo: the mail is in the <a href="/mailbox">mailbox</a>.
            </p>
          ) : null}
          <p>
            <a href="/admin/sign-in">Use another address</a>
          </p>
        </>
      ) : (
        <>
          <h1>Sign in</h1>
          <p className="soft">We mail you a link that signs you in. No password.</p>
          <form method="post" action="/admin/sign-in/send" noValidate>
            <TextField
              id="email"
              label="Email address"
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              error={problem === "email" ? notAnAddress : undefined}
            />
            <Button look="primary" wide>
              Email me a link
            </Button>
          </form>
          <PasskeyForm
            optionsFrom="/admin/sign-in/passkey/options"
            action="/admin/sign-in/passkey"
            label="Use a passkey"
          />
        </>
      )}
    </AdminDoor>
  );
}
