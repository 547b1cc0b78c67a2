import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead } from "@/components/portal/page-head";
import { PhoneLink } from "@/components/portal/portal-parts";
import { Fold } from "@/components/portal/work-sheet";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { offeredFactors } from "@/lib/factors/offered";
import { PasskeyForm } from "../../../passkey-form";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { doorHere, rpIdHere } from "../here";

type Props = { searchParams: Promise<{ problem?: string; by?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: errorTitle("One more step", problem === "wrong" || problem === "limit") };
}

const wrong = {
  code: "That code is not right, or was used already. Type the one that your app shows now.",
  recovery: "That recovery code is not right, or was used already. Each works once: try the next one.",
};
const limit = "That was too many tries. Wait an hour, or ask for a link by email instead.";

/** The second step of a login (L8): the code, a passkey, or a recovery code. Nothing else is open before it. */
export default async function SecondStepPage({ searchParams }: Props) {
  const { problem, by } = await searchParams;
  const firm = await portalFirm();
  const offered = await offeredFactors(await doorHere(firm.id), await rpIdHere());
  if (!offered) redirect("/login?problem=over");
  const bad = problem === "wrong" && (by === "code" || by === "recovery") ? by : undefined;
  return (
    <DoorPage firm={firm}>
      {bad ? <ErrorSummary errors={[{ fieldId: bad, message: wrong[bad] }]} /> : null}
      {problem === "wrong" && by === "passkey" ? (
        <ErrorSummary message="That passkey did not open this login. Try again, or use another way." />
      ) : null}
      {problem === "limit" ? <ErrorSummary message={limit} /> : null}
      <PageHead title="One more step" mark={{ icon: "lock" }}>
        Your password was right. Now show that it is really you.
      </PageHead>
      {offered.totp ? (
        <form method="post" action="/login/second/give" noValidate className="after">
          <TextField
            id="code"
            label="6-digit code"
            hint={`Open your authenticator app and type the code that stands at ${firm.name}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={12}
            error={bad === "code" ? wrong.code : undefined}
          />
          <Button look="primary" size="big" wide>
            Log in
          </Button>
        </form>
      ) : null}
      {offered.passkeysHere > 0 ? (
        <section className="after">
          <PasskeyForm
            optionsFrom="/login/second/options"
            action="/login/second/give"
            label="Use a passkey"
            look={offered.totp ? "plain" : "primary"}
            without={
              offered.totp ? null : (
                <Note kind="late">
                  Your second step is a passkey, which needs a browser with JavaScript. Let us email you a
                  link instead.
                </Note>
              )
            }
          />
        </section>
      ) : null}
      {offered.elsewhere.length > 0 && offered.passkeysHere === 0 ? (
        <Note kind="plain">
          Your passkey belongs to an earlier address of this portal and cannot be used here.{" "}
          {offered.totp ? "Type the code instead" : "Let us email you a link instead"}, then make a new
          passkey.
        </Note>
      ) : null}
      {offered.recovery ? (
        <section className="sheet work past after" aria-label="When your phone is not at hand">
          <Fold label="Use a recovery code instead" open={bad === "recovery"}>
            <form method="post" action="/login/second/give" noValidate className="pad">
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
              <Button wide>Log in with a recovery code</Button>
            </form>
          </Fold>
        </section>
      ) : null}
      <p className="soft after">
        None of these at hand? <a href="/login">Let us email you a link</a>
        {firm.phone ? (
          <>
            , or call us on <PhoneLink phone={firm.phone} />
          </>
        ) : null}
        .
      </p>
    </DoorPage>
  );
}
