import type { ReactNode } from "react";
import { Address } from "@/components/portal/facts";
import { PageHead } from "@/components/portal/page-head";
import { PhoneLink, type PortalFirm } from "@/components/portal/portal-parts";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";

type CheckEmailProps = {
  firm: PortalFirm;
  /** "10:42". */
  at: string;
  /** Masked. */
  address: string;
  /** Where it is asked for again. */
  again: string;
  problem?: string | undefined;
  /** What is wrong with the code that was typed. */
  codeError?: string | undefined;
  /** Where the mail's code is posted to, while it works. */
  codeAction?: string | undefined;
  codeFields?: ReactNode;
  /** Which number the phone asks for, while it does. */
  number?: number | undefined;
};

/** After the press: the screen waits, and takes the mail's code; what to do if nothing comes. */
export function CheckEmailCard({
  firm,
  at,
  address,
  again,
  problem,
  codeError,
  codeAction,
  codeFields,
  number,
}: CheckEmailProps) {
  return (
    <>
      {codeError ? (
        <ErrorSummary
          message={codeAction ? undefined : codeError}
          errors={codeAction ? [{ fieldId: "code", message: codeError }] : []}
        />
      ) : null}
      <PageHead title="Check your email" mark={{ icon: "mail" }}>
        At {at} we sent a link from {firm.name} to <Address masked={address} own />
      </PageHead>
      {problem ? <Note kind="late">{problem}</Note> : null}
      <section className="sheet waiting" aria-label="Waiting">
        <div className="pad">
          <p className="waits-here">
            <span className="wait-dot" aria-hidden="true" />
            <b>Waiting for you to open it</b>
          </p>
          <p className="soft small">
            Open the mail on this device, and you are in. Opened it on your phone? There you can let this
            screen in.
          </p>
          {number === undefined ? null : (
            <p className="shown">
              Your phone then asks for this number: <b>{number}</b>
            </p>
          )}
          <noscript>
            <p className="after">
              <a href="/wait">Go on when your phone says so</a>
            </p>
          </noscript>
        </div>
        {codeAction ? (
          <form className={codeError ? "pad field bad" : "pad field"} method="post" action={codeAction}>
            {codeFields}
            <label htmlFor="code">Mail on your phone? Type its 6-digit code</label>
            <p className="hint" id="code-hint">
              Works for 10 minutes, on this screen only.
            </p>
            {codeError ? (
              <p className="err-t" id="code-error">
                {codeError}
              </p>
            ) : null}
            <div className="code-row">
              <input
                className="in code"
                id="code"
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
                required
                aria-describedby={codeError ? "code-hint code-error" : "code-hint"}
                aria-invalid={codeError ? true : undefined}
              />
              <Button look="primary">Open</Button>
            </div>
          </form>
        ) : null}
      </section>
      <section className="sec">
        <h2>Nothing after a minute?</h2>
        <p className="soft">
          Look in spam for “{firm.name}”.
          {firm.phone ? (
            <>
              {" "}
              Or call us on <PhoneLink phone={firm.phone} />.
            </>
          ) : null}
        </p>
        <p className="after">
          <ButtonLink href={again}>Send it again</ButtonLink>
        </p>
      </section>
    </>
  );
}
