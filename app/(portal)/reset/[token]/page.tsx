import type { Metadata } from "next";
import { PageHead } from "@/components/portal/page-head";
import { PasswordField } from "@/components/portal/password-field";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { mailedToken } from "@/lib/access/cookies";
import { currentMode } from "@/lib/logins/queries";
import { passwordProblems } from "@/lib/logins/rules";
import { lookAtLoginLink } from "@/lib/logins/set-password";
import { LinksOnly } from "../../door-card";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { pressProblem } from "../../../press-problem";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string }> };

const refused = new Map<string, string>(Object.entries(passwordProblems));
const late = new Map(
  Object.entries({
    limit: "That was tried very often from here just now. Wait a few minutes, then press again.",
    busy: "Very many people log in just now. Press again in a few seconds.",
  }),
);

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: errorTitle("Choose a password", refused.has((await searchParams).problem ?? "")) };
}

/** Behind the mailed link: choose a password (L4, L5). A look changes nothing, however often and by whomever (A3). */
export default async function ResetPage({ params, searchParams }: Props) {
  const [{ token: given }, { problem = "" }] = [await params, await searchParams];
  const token = mailedToken(given) ?? given;
  const firm = await portalFirm();
  if ((await currentMode(firm.id)) === "link") return <LinksOnly firm={firm} says />;
  const link = await lookAtLoginLink(firm.id, token);
  if (!link) {
    return (
      <DoorPage firm={firm}>
        <PageHead title="This link sets no password any more" mark={{ icon: "lock" }}>
          It was used, a newer password was set, or its time is over. Ask for a new one.
        </PageHead>
        <p className="after">
          <ButtonLink href="/login/help" look="primary" size="big" wide>
            Get help signing in
          </ButtonLink>
        </p>
      </DoorPage>
    );
  }
  const error = refused.get(problem);
  const said = (await pressProblem(problem)) ?? late.get(problem);
  const creates = link.purpose === "create";
  return (
    <DoorPage firm={firm}>
      {error ? <ErrorSummary errors={[{ fieldId: "password", message: error }]} /> : null}
      {said ? <Note kind="late">{said}</Note> : null}
      <PageHead title={creates ? "Choose a password" : "Set a new password"}>
        {creates
          ? `With it you log in to your ${firm.name} portal.`
          : "It replaces the old one, and logs you out everywhere you are logged in."}
      </PageHead>
      <form method="post" action={`/reset/${token}/set`} noValidate>
        <TextField
          id="username"
          label="Email address"
          type="email"
          autoComplete="username"
          defaultValue={link.email}
          readOnly
        />
        <PasswordField
          id="password"
          label="New password"
          hint="At least 12 characters. Four or five words in a row are good, and easy to keep."
          error={error}
          autoComplete="new-password"
        />
        <Button look="primary" size="big" wide>
          {creates ? "Save password" : "Reset password"}
        </Button>
      </form>
      <p className="soft after">
        Then you log in with it. A second step, if you have one, is asked for as before.
      </p>
    </DoorPage>
  );
}
