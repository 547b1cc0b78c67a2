import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AdminDoor } from "@/components/admin/admin-frame";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { offeredFactors } from "@/lib/factors/offered";
import { PasskeyForm } from "../../../../passkey-form";
import { staffDoorHere } from "../here";

type Props = { searchParams: Promise<{ problem?: string; by?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: errorTitle("One more step", problem === "wrong" || problem === "limit") };
}

const wrong = {
  code: "That code is not right, or was used already. Type the one that your app shows now.",
  recovery: "That recovery code is not right, or was used already. Each works once: try the next one.",
};
const passkeyFailed = "That passkey did not open this. Try again, or use another way.";
const limit = "That was too many tries. Wait an hour, then sign in with a new link.";

/** The second step of a staff member's sign-in (F4). Nothing else is open before it. */
export default async function SecondStepPage({ searchParams }: Props) {
  const { problem, by } = await searchParams;
  const { at, rpId } = await staffDoorHere();
  const offered = at && (await offeredFactors(at, rpId));
  if (!offered) redirect("/admin/sign-in?problem=over");
  const bad = problem === "wrong" && (by === "code" || by === "recovery") ? by : undefined;
  return (
    <AdminDoor firmName={offered.firmName}>
      {bad ? <ErrorSummary errors={[{ fieldId: bad, message: wrong[bad] }]} /> : null}
      {problem === "wrong" && by === "passkey" ? <ErrorSummary message={passkeyFailed} /> : null}
      {problem === "limit" ? <ErrorSummary message={limit} /> : null}
      <h1>One more step</h1>
      <p className="soft">The link was right. Now show that it is really you.</p>
      {offered.totp ? (
        <form method="post" action="/admin/sign-in/second/give" noValidate>
          <TextField
            id="code"
            label="6-digit code"
            hint={`From your authenticator app, at ${offered.firmName}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={12}
            error={bad === "code" ? wrong.code : undefined}
          />
          <Button look="primary" wide>
            Sign in
          </Button>
        </form>
      ) : null}
      {offered.passkeysHere > 0 ? (
        <PasskeyForm
          optionsFrom="/admin/sign-in/second/options"
          action="/admin/sign-in/second/give"
          label="Use a passkey"
          look={offered.totp ? "plain" : "primary"}
          without={
            offered.totp ? null : (
              <Note kind="late">
                Your second step is a passkey, which needs a browser with JavaScript. Use another browser.
              </Note>
            )
          }
        />
      ) : null}
      {offered.elsewhere.length > 0 && offered.passkeysHere === 0 ? (
        <Note kind="plain">
          Your passkey belongs to {offered.elsewhere.join(" and ")} and does not work on this address.
          {offered.totp ? " Type the code instead." : " Sign in there."}
        </Note>
      ) : null}
      {offered.recovery ? (
        <details className="fold" open={bad === "recovery"}>
          <summary>Use a recovery code instead</summary>
          <form method="post" action="/admin/sign-in/second/give" noValidate>
            <TextField
              id="recovery"
              label="Recovery code"
              hint="One of the ten that you wrote down. Each works once."
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              error={bad === "recovery" ? wrong.recovery : undefined}
            />
            <Button wide>Sign in with a recovery code</Button>
          </form>
        </details>
      ) : null}
      <p className="soft tiny after">
        None of these at hand? An owner of your firm can reset your second step, then you set up a new one.
        You are the only owner? Whoever runs Lodge for your firm can reset it too.
      </p>
    </AdminDoor>
  );
}
