import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AdminDoor } from "@/components/admin/admin-frame";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { asToken } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { doorSecret } from "@/lib/factors/enrol-at-door";
import { PasskeyForm } from "../../../../passkey-form";
import { TotpSteps } from "../../../../totp-steps";
import { staffDoorHere } from "../here";

type Props = { searchParams: Promise<{ problem?: string; by?: string; salt?: string }> };

const title = "Set up your second step";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: errorTitle(title, problem === "wrong" || problem === "limit") };
}

const wrongCode = "That code is not right. Type the one that your app shows now.";
const limit = "That was too many tries. Wait an hour, then sign in with a new link.";

/** Where the firm wants a second factor of its staff and there is none: nothing else is open before one is set up (F4). */
export default async function EnrolPage({ searchParams }: Props) {
  const { problem, by, salt: given } = await searchParams;
  const salt = asToken(given);
  const { at } = await staffDoorHere();
  const shown = at && (await doorSecret(at, salt ?? ""));
  if (!shown) redirect("/admin/sign-in?problem=over");
  const wrong = problem === "wrong";
  return (
    <AdminDoor firmName={shown.firmName}>
      {wrong && by === "passkey" ? (
        <ErrorSummary message="The passkey was not made in time. Try it once more, or use an app." />
      ) : null}
      {wrong && by !== "passkey" ? <ErrorSummary errors={[{ fieldId: "code", message: wrongCode }]} /> : null}
      {problem === "limit" ? <ErrorSummary message={limit} /> : null}
      {salt ? (
        <AppForm salt={salt} shown={shown} error={wrong && by !== "passkey" ? wrongCode : undefined} />
      ) : (
        <Choice firmName={shown.firmName} />
      )}
    </AdminDoor>
  );
}

function Choice({ firmName }: { firmName: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p className="soft">
        {firmName} asks everybody who works there for a second proof besides the mailed link. Choose one now;
        it takes two minutes.
      </p>
      <p className="after">
        <ButtonLink href={`/admin/sign-in/enrol?salt=${newToken()}`} look="primary" wide>
          Set up an authenticator app
        </ButtonLink>
      </p>
      <p className="soft after">
        Or unlock this device as you always do, by finger, face or PIN; or use a security key.
      </p>
      <PasskeyForm
        optionsFrom="/admin/sign-in/enrol/options"
        action="/admin/sign-in/enrol/passkey"
        makes
        label="Make a passkey"
        without={<p className="soft">This browser cannot make passkeys. Set up an app instead.</p>}
      />
    </>
  );
}

type AppFormProps = {
  salt: string;
  shown: { firmName: string; email: string; secret: string };
  error: string | undefined;
};

function AppForm({ salt, shown, error }: AppFormProps) {
  return (
    <>
      <p className="tiny">
        <a href="/admin/sign-in/enrol">The other ways</a>
      </p>
      <h1>Set up an authenticator app</h1>
      <TotpSteps secret={shown.secret} issuer={shown.firmName} email={shown.email} />
      <form method="post" action="/admin/sign-in/enrol/app" noValidate>
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
        <Button look="primary" wide>
          Save and sign in
        </Button>
      </form>
    </>
  );
}
