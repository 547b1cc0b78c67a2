import type { ReactNode } from "react";
import { PasswordField } from "@/components/portal/password-field";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

type LoginCardProps = {
  firmName: string;
  /** Said above the whole card. */
  note?: ReactNode;
  /** Said above the password form. */
  problem?: ReactNode;
  /** What is wrong with the address that a link was asked for with. */
  linkError?: string | undefined;
  /** Inside the form that asks for a link. */
  linkFields?: ReactNode;
  /** What was typed as the address before a refusal. */
  typed: string;
  /** Another way to log in, above the password. */
  otherWay?: ReactNode;
  /** Where the login leads, a path of this portal. */
  to: string;
  /** Only the login: the reader is in by a link already. */
  loginOnly: boolean;
  /** Beside the login alone: a way to a mailed link. */
  offersLink: boolean;
};

/** The way in (L1, looks/06): a mailed link first, the login beside it. */
export function LoginCard(props: LoginCardProps) {
  const { firmName, note, loginOnly } = props;
  if (loginOnly) {
    return (
      <>
        {note}
        <LogIn {...props} top />
      </>
    );
  }
  return (
    <>
      <h1 className="page-h">Your {firmName} portal</h1>
      <p className="lede">Send documents, answer questions and see what is still open.</p>
      {note}
      <div className="ways">
        <section>
          <h2>Email me a link</h2>
          <p className="soft">The simple way. No password.</p>
          <LinkForm
            firmName={firmName}
            error={props.linkError}
            typed={props.typed}
            fields={props.linkFields}
          />
          <p className="soft small after">
            It arrives within a minute. Once in, you stay in here for 30 days.
          </p>
        </section>
        <p className="or-line">or</p>
        <LogIn {...props} />
      </div>
    </>
  );
}

type LinkFormProps = {
  firmName: string;
  error?: string | undefined;
  typed?: string | undefined;
  fields?: ReactNode;
};

/** One address, one press (A6, L1). */
export function LinkForm({ firmName, error, typed, fields }: LinkFormProps) {
  return (
    <form method="post" action="/login/send" noValidate>
      {fields}
      <TextField
        id="email"
        label="Email address"
        hint={`The one ${firmName} writes to`}
        type="email"
        autoComplete="email"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={254}
        defaultValue={typed}
        error={error}
      />
      <Button look="primary" size="big" wide>
        Email me a link
      </Button>
    </form>
  );
}

function LogIn({
  problem,
  otherWay,
  to,
  typed,
  offersLink,
  top = false,
}: LoginCardProps & { top?: boolean }) {
  return (
    <section aria-labelledby="log-in">
      {top ? (
        <h1 className="page-h" id="log-in">
          Log in
        </h1>
      ) : (
        <h2 id="log-in">Log in</h2>
      )}
      <p className={top ? "lede" : "soft"}>Also lets you download your documents.</p>
      {problem}
      {otherWay}
      <form method="post" action="/login/password" noValidate>
        <input type="hidden" name="to" value={to} />
        <TextField
          id="login-email"
          name="email"
          label="Email address"
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          defaultValue={typed}
        />
        <PasswordField id="password" label="Password" autoComplete="current-password" />
        <Button look={top ? "primary" : undefined} size={top ? "big" : undefined} wide>
          Log in with password
        </Button>
      </form>
      <p className="ways-out">
        {offersLink ? <a href="/login">Email me a link</a> : null}
        <a href="/login/help">Get help signing in</a>
        <a href="/login/create">Create account</a>
      </p>
    </section>
  );
}
