import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead, Section } from "@/components/portal/page-head";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { asToken } from "@/lib/access/cookies";
import type { Firm } from "@/lib/access/host";
import { newToken } from "@/lib/crypto";
import { doorSecret } from "@/lib/factors/enrol-at-door";
import { PasskeyForm } from "../../../passkey-form";
import { DoorPage } from "../../door-page";
import { portalFirm } from "../../portal-firm";
import { TotpSteps } from "../../../totp-steps";
import { doorHere } from "../here";

type Props = { searchParams: Promise<{ problem?: string; by?: string; salt?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: errorTitle("Set up your second step", problem === "wrong" || problem === "limit") };
}

const wrongCode = "That code is not right. Type the one that your app shows now.";
const limit = "That was too many tries. Wait an hour, or ask for a link by email instead.";

/** Where the firm wants a second factor and there is none: nothing else is open before one is set up (L6). */
export default async function EnrolPage({ searchParams }: Props) {
  const { problem, by, salt: given } = await searchParams;
  const firm = await portalFirm();
  const salt = asToken(given);
  const shown = await doorSecret(await doorHere(firm.id), salt ?? "");
  if (!shown) redirect("/login?problem=over");
  const wrong = problem === "wrong";
  return (
    <DoorPage firm={firm}>
      {wrong && by === "passkey" ? (
        <ErrorSummary message="The passkey was not made in time. Try it once more, or use an app." />
      ) : null}
      {wrong && by !== "passkey" ? <ErrorSummary errors={[{ fieldId: "code", message: wrongCode }]} /> : null}
      {problem === "limit" ? <ErrorSummary message={limit} /> : null}
      {salt ? (
        <AppForm
          firm={firm}
          salt={salt}
          secret={shown.secret}
          email={shown.email}
          error={wrong ? wrongCode : undefined}
        />
      ) : (
        <Choice firm={firm} />
      )}
    </DoorPage>
  );
}

function Choice({ firm }: { firm: Firm }) {
  return (
    <>
      <PageHead title="Set up your second step" mark={{ icon: "lock" }}>
        {firm.name} asks for a password and a second proof at each log-in. Choose one now; it takes two
        minutes.
      </PageHead>
      <Section title="An app on your phone">
        <p className="soft">It shows a new 6-digit code every half minute, which you type here.</p>
        <p className="after">
          <ButtonLink href={`/login/enrol?salt=${newToken()}`} look="primary" size="big" wide>
            Set up an authenticator app
          </ButtonLink>
        </p>
      </Section>
      <Section title="Or this device itself">
        <p className="soft">You unlock it as you always do: by finger, face or PIN. Or use a security key.</p>
        <div className="after">
          <PasskeyForm
            optionsFrom="/login/enrol/options"
            action="/login/enrol/passkey"
            makes
            label="Make a passkey"
            without={<p className="soft">This browser cannot make passkeys. Set up an app instead.</p>}
          />
        </div>
      </Section>
    </>
  );
}

type AppFormProps = {
  firm: Firm;
  salt: string;
  secret: string;
  email: string;
  error: string | undefined;
};

function AppForm({ firm, salt, secret, email, error }: AppFormProps) {
  return (
    <>
      <PageHead
        title="Set up an authenticator app"
        back={{ href: "/login/enrol", label: "The other ways" }}
        mark={{ icon: "lock" }}
      />
      <TotpSteps secret={secret} issuer={firm.name} email={email} />
      <form method="post" action="/login/enrol/app" noValidate className="after">
        <input type="hidden" name="salt" value={salt} />
        <TextField
          id="code"
          label="6-digit code"
          hint="The one that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={12}
          error={error}
        />
        <Button look="primary" size="big" wide>
          Save and log in
        </Button>
      </form>
    </>
  );
}
